import type { Event, Run } from '../../../../src/core/rollout/event.ts';
import type { Goal } from '../../../../src/core/rollout/goal.ts';
import type { Session } from '../../../../src/core/rollout/situation.ts';
import type { State } from '../../../../src/core/rollout/state.ts';
import type { PlanDocument } from '../../../../src/drivers/assignment.ts';

/** One driver, as far as the machine knows it. Nothing in here is ever changed: a step makes a new one. */
export interface Runner {
  readonly run: Run;
  readonly goal: Goal;
  readonly plan: PlanDocument;
  readonly isCancelled: boolean;
  readonly session: Session;
  /** How many appends the ledger had when it was last read, or written. */
  readonly tip: number;
  readonly state: State | undefined;
  /** Noted and not yet written. */
  readonly facts: readonly Event[];
  /** About to be done; dropped when somebody else has written. */
  readonly intents: readonly Event[];
  readonly isDone: boolean;
}

/** A ledger, a target and whoever is at work on them. */
export interface World {
  readonly now: number;
  /** Events of the latest rollout. */
  readonly events: readonly Event[];
  readonly state: State | undefined;
  /** Appends so far; every one has its kind: whether all of its events are harmless to what others noted. */
  readonly appends: readonly boolean[];
  readonly carries: number;
  readonly runners: readonly Runner[];
  /** The number of the newest run. */
  readonly newest: number;
  /** Whether all is well from now on. */
  readonly isCalm: boolean;
  /** What was done that must not be. */
  readonly crimes: readonly string[];
}

export const MINUTE = 60_000;
export const T = Date.UTC(2026, 0, 5, 9);

export const EMPTY: World = {
  now: T,
  events: [],
  state: undefined,
  appends: [],
  carries: 0,
  runners: [],
  newest: 0,
  isCalm: false,
  crimes: [],
};

export function accuse(world: World, crime: string | undefined): World {
  return crime === undefined ? world : { ...world, crimes: [...world.crimes, crime] };
}

export function replaceRunner(world: World, index: number, runner: Runner): World {
  return { ...world, runners: world.runners.map((one, at) => (at === index ? runner : one)) };
}

/** A driver that has just read the ledger. */
export function recruit(world: World, run: Run, goal: Goal, plan: PlanDocument): Runner {
  return {
    run,
    goal,
    plan,
    isCancelled: false,
    session: { tookBack: false },
    tip: world.appends.length,
    state: world.state,
    facts: [],
    intents: [],
    isDone: false,
  };
}
