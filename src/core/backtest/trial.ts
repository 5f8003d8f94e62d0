import type { CriterionReport } from '../judge/report.ts';
import type { Instant } from '../quantity/instant.ts';

/** One phase of the plan, begun at one moment of the past. */
export interface Trial {
  readonly phase: number;
  readonly start: Instant;
  /** Index of the regression that is planted; undefined where nothing is. */
  readonly plant: number | undefined;
}

/** How it ended: `unanswered` where the plan would have asked a person because nobody could tell. */
export type TrialEnd = 'passed' | 'went-back' | 'paused' | 'unanswered';

/** What a sentence's numbers were over the looks of one trial. */
export interface Reach {
  readonly lowest: number;
  readonly highest: number;
  readonly last: number;
}

/** What one sentence of the plan did in a trial. */
export interface SentenceTrace {
  /** It was broken at some look. */
  readonly broken: boolean;
  readonly canary: Reach | undefined;
  readonly ratio: Reach | undefined;
}

export interface TrialResult extends Trial {
  readonly end: TrialEnd;
  /** When it ended. */
  readonly at: Instant;
  /** The sentence of the plan that decided. */
  readonly criterion: string | undefined;
  /** Why, with the numbers. */
  readonly reason: string;
  readonly sentences: ReadonlyMap<string, SentenceTrace>;
  /** Something was not recorded back then: an alarm or a pass says little, and no answer nothing at all. */
  readonly hasGap: boolean;
}

/** A trial that was decided by a broken sentence: a false alarm where nothing is wrong, a catch where something is. */
export function isAlarm({ end }: Pick<TrialResult, 'end'>): boolean {
  return end === 'went-back' || end === 'paused';
}

/** Follows the sentences from look to look. */
export interface Tracker {
  note(criteria: readonly CriterionReport[]): void;
  traces(): ReadonlyMap<string, SentenceTrace>;
}

export function createTracker(): Tracker {
  const traces = new Map<string, SentenceTrace>();
  return {
    note(criteria) {
      for (const { criterion, verdict, canary, ratio } of criteria) {
        const before = traces.get(criterion);
        const isJudged = verdict !== 'inconclusive';
        traces.set(criterion, {
          broken: before?.broken === true || verdict === 'fail',
          canary: isJudged ? reach(before?.canary, canary) : before?.canary,
          ratio: isJudged ? reach(before?.ratio, ratio) : before?.ratio,
        });
      }
    },
    traces: () => traces,
  };
}

function reach(before: Reach | undefined, value: number | undefined): Reach | undefined {
  if (value === undefined) return before;
  return {
    lowest: Math.min(before?.lowest ?? value, value),
    highest: Math.max(before?.highest ?? value, value),
    last: value,
  };
}
