import type { Instant } from '../quantity/instant.ts';
import { isSameLogin } from '../member.ts';
import { findAwaited } from './awaited.ts';
import { timePaused } from './bake-time.ts';
import type { Ordered } from './event.ts';
import { isNamedPhase } from './phase-name.ts';
import type { Reason } from './reason.ts';
import type { PhaseState, State } from './state.ts';
import { aim, atWork, renew, withPhase } from './state-change.ts';
import { whereToBegin } from './take-up.ts';

/**
 * The state after a person's order. An order that no longer fits what the rollout has come to in the meantime
 * changes nothing; what only a driver can do, it does when it reads this.
 */
export function obey(state: State, order: Ordered): State {
  const { command, at } = order;
  switch (command.kind) {
    case 'pause':
      return state.status === 'running'
        ? { ...state, status: 'paused', reason: explainOrder(order), pausedSince: at }
        : state;
    case 'resume':
      return goOn(state, at) ?? beginAnew(state);
    case 'promote':
      return letPass(goOn(state, at) ?? reopen(state), order);
    case 'promote-full': {
      if (state.status !== 'running' && state.status !== 'paused') return state;
      const working = goOn(state, at) ?? reopen(state);
      return { ...letPass(working, order), promotedInFull: wordOf(order) };
    }
    case 'skip-gate':
      return {
        ...state,
        skippedGates: { ...state.skippedGates, [command.gate]: wordOf(order) },
      };
    case 'approve':
      return approve(state, order, command);
    case 'abort':
    case 'retry':
      return state;
  }
}

/** Counts for what waits, once for each person, and only as long as it is what was named. */
function approve(
  state: State,
  order: Ordered,
  { phase, version }: Extract<Ordered['command'], { kind: 'approve' }>,
): State {
  const { started } = state;
  const awaited = findAwaited(state);
  if (awaited?.approval.by !== 'comment') return state;
  if (version !== undefined && version !== started.version) return state;
  if (phase !== undefined && !isNamedPhase(started, awaited.phase, phase)) return state;
  const { approvedBy } = awaited;
  if (approvedBy.some(({ by }) => isSameLogin(by, order.by))) return state;
  return withPhase(state, awaited.phase, (record) => ({
    ...record,
    approvedBy: [...approvedBy, wordOf(order)],
  }));
}

/** Why a rollout stands still, or goes back, that a person gave an order about. */
export function explainOrder({
  command,
  by,
  reason,
}: Pick<Ordered, 'command' | 'by' | 'reason'>): Reason {
  const asked = command.kind === 'pause' ? 'asked to pause' : 'asked to go back';
  const sentence = `${by} ${asked}${reason === undefined ? '' : `: ${reason}`}`;
  return { code: 'asked-by-person', sentence };
}

function wordOf({ by, at, reason }: Ordered): NonNullable<PhaseState['letPass']> {
  return { by, at, ...(reason !== undefined && { reason }) };
}

/** On from where a person's pause began, with the time it took; undefined when there is no such pause. */
function goOn(state: State, at: Instant): State | undefined {
  if (state.status !== 'paused' || state.pausedSince === undefined) return undefined;
  const paused = timePaused(state, state.current, at);
  return withPhase({ ...atWork(state), status: 'running' }, state.current, (phase) =>
    phase.status === 'running' ? { ...phase, paused } : phase,
  );
}

/** What the machine paused, it paused on what it saw: the phase looks anew. */
function beginAnew(state: State): State {
  return state.status === 'paused' ? renew(state, whereToBegin(state), state.run) : state;
}

/** The phase the machine paused stands open again with all that was seen in it, but for the target's words. */
function reopen(state: State): State {
  if (state.status !== 'paused') return state;
  const { confirmed, intended } = state.weight;
  const working: State = {
    ...atWork(state),
    status: 'running',
    weight: { ...aim(intended), confirmed },
  };
  return withPhase(working, state.current, (phase) => {
    if (phase.status !== 'failed') return phase;
    const { endedAt: _, ...open } = phase;
    return { ...open, status: 'running', criteria: [] };
  });
}

function letPass(state: State, order: Ordered): State {
  return withPhase(state, state.current, (phase) =>
    phase.status === 'running' ? { ...phase, letPass: wordOf(order) } : phase,
  );
}
