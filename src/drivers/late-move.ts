import type { Plan, Weight } from '../core/plan/plan.ts';
import type { Duration, Instant } from '../core/quantity/instant.ts';
import type { Event, Run, RolloutStarted } from '../core/rollout/event.ts';
import { isHeldBy, isOver } from '../core/rollout/holder.ts';
import { isSame } from '../core/rollout/journal/same.ts';
import type { Session } from '../core/rollout/situation.ts';
import type { State } from '../core/rollout/state.ts';
import { agrees } from '../core/traffic.ts';
import type { TrafficResult } from '../ports/traffic.ts';
import { FRESH } from './logbook.ts';
import { correctWeight, type Movable } from './traffic.ts';

/** A move of the target, as long as somebody else may have moved it before in another rollout's or state's name. */
export interface Move {
  readonly weight: Weight;
  readonly started: RolloutStarted;
  /** When the target had answered. */
  readonly at: Instant;
  /** Others have written to the ledger: the target may have been theirs already. */
  readonly isOvertaken: boolean;
}

/** What came of looking after a move that others have overtaken. */
export interface Amends {
  /** Where the target is now, to be looked after in its turn once others have written again. */
  readonly move: Move;
  readonly hasMoved: boolean;
  readonly events: readonly Event[];
  readonly session?: Partial<Session>;
  /** What people must know, where the target could not be corrected. */
  readonly trouble?: string;
}

/** A ledger may be a little behind itself: its word that nobody has written is final that long after the move. */
const SETTLED: Duration = 5_000;
/** In less nobody reads the ledger, writes to it twice and moves the target in between. */
const MOMENT: Duration = 1_000;

export function moveTo(weight: Weight, { started }: Pick<State, 'started'>, at: Instant): Move {
  return { weight, started, at, isOvertaken: false };
}

/** Whether the ledger's word of now, that nobody else has written, shows that the move came in time. */
export function isSettled({ at, isOvertaken }: Move, now: Instant): boolean {
  return !isOvertaken && now - at >= SETTLED;
}

/**
 * How long the ledger's last word is believed to be the last, before and after a weight is set. In a phase of
 * seconds, whose end is written before it would be asked about again, a question would not be worth its request.
 */
export function beliefIn(state: State | undefined, plan: Plan | undefined): Duration {
  const bake = plan?.phases[state?.current ?? -1]?.bake ?? 0;
  return state?.status === 'promoting' || bake > FRESH ? 0 : MOMENT;
}

/**
 * Takes a move back that may have come after somebody else's: the target is read and, unless it carries what the
 * ledger says now, set to that. Where it cannot be, the ledger must not go on saying that the traffic is back;
 * where it is another rollout's by now, people are told.
 */
export async function lookAfter(
  move: Move,
  { traffic, clock }: Movable,
  state: State,
  run: Run,
): Promise<Amends> {
  const isAtWork = state.status === 'rolling-back' || state.status === 'rollback-failed';
  // The next step takes it back anyway; what comes of that may be overtaken in its turn.
  if (isAtWork && isHeldBy(state, run)) return { move, hasMoved: false, events: [] };

  const wanted = isSameTarget(move.started, state.started) ? state.weight.intended : 0;
  const seen = agrees(wanted, move.weight) ? undefined : await traffic.readWeight();
  if (seen === undefined || carries(seen, wanted)) {
    return { move: { ...move, isOvertaken: false }, hasMoved: false, events: [] };
  }
  const result = await correctWeight(wanted, { traffic, clock });
  const at = clock.now();
  const isOurs = isSameRollout(move.started, state.started);
  if (result.outcome === 'ok') {
    const isToTell = isOurs && state.status === 'rolled-back' && isHeldBy(state, run);
    const target = seen.outcome === 'ok' ? { seen: seen.weight ?? move.weight } : undefined;
    const verified = result.weight !== undefined;
    const looked = { type: 'measured', at, measurements: [], cursors: {} } as const;
    const told: readonly Event[] = [
      { ...looked, ...(target && { target }) },
      { type: 'rolled-back', at, verified },
    ];
    return { move: moveTo(wanted, move, at), hasMoved: true, events: isToTell ? told : [] };
  }
  const { version } = move.started;
  const { detail } = result;
  return {
    // It stays to be corrected.
    move: { ...move, isOvertaken: false },
    hasMoved: true,
    events: isOurs && isOver(state) ? [{ type: 'rollback-failed', at, detail }] : [],
    session: { tookBack: true },
    trouble: `${version} was set to ${move.weight}% after the ledger had moved on, and ${wanted}% could not be set again: move it by hand, now (${detail})`,
  };
}

/** What cannot be read back was not seen to carry it. */
function carries(seen: TrafficResult, wanted: Weight): boolean {
  return seen.outcome === 'ok' && seen.weight !== undefined && agrees(wanted, seen.weight);
}

function isSameRollout(one: RolloutStarted, other: RolloutStarted): boolean {
  return one.rollout === other.rollout && one.at === other.at;
}

/** Two versions may be two canaries, where the plan names them by the version. */
function isSameTarget(one: RolloutStarted, other: RolloutStarted): boolean {
  if (isSameRollout(one, other)) return true;
  const { target } = one.plan;
  const isNamedAlike = one.version === other.version || !JSON.stringify(target).includes('$');
  return isNamedAlike && isSame(target, other.plan.target);
}
