import type { CriterionReport } from '../core/judge/report.ts';
import type { Plan } from '../core/plan/plan.ts';
import type { Decision } from '../core/rollout/decision.ts';
import type { ReportHandles } from '../core/rollout/event.ts';
import type { State } from '../core/rollout/state.ts';
import type { Instant } from '../core/quantity/instant.ts';

/** The rollout at one moment, as it is told to people. */
export interface Story {
  /**
   * `step`: something happened that is worth telling everywhere. `aside`: something happened that the next step
   * will tell as well, worth telling only where that costs nothing. `look`: only numbers have moved. `again`:
   * nothing happened, but what did may never have been heard where it is to stand. `wait`: the rollout is another
   * run's, which is waited for: worth telling those who watch this one, and no place of the other's.
   */
  readonly moment: 'step' | 'aside' | 'look' | 'again' | 'wait';
  readonly state: State;
  readonly decision: Decision;
  /** How the criteria of the running phase stand. */
  readonly criteria: readonly CriterionReport[];
  readonly now: Instant;
  /** The plan, where it is at hand. */
  readonly plan?: Plan;
}

/** What came of telling it. Trouble is reported and never stops a rollout. */
export interface Telling {
  /** Places newly opened, to be remembered in the ledger. */
  readonly handles?: ReportHandles;
  readonly troubles: readonly string[];
  /** A place did not answer: what it shows may be untrue until it is told again. */
  readonly missed?: true;
  /** A place may not be told more often: before whoever tells leaves, it is to be told `again`, at this moment or later. */
  readonly owed?: Instant;
}

/** Tells the story in one place: a check run, a comment, the console. */
export interface Reporter {
  tell(story: Story): Promise<Telling>;
}
