import type { Range } from '../judge/report.ts';
import type { Weight } from '../plan/plan.ts';
import type { Sight } from '../present/foresight.ts';
import type { Duration, Instant, Interval } from '../quantity/instant.ts';
import type { Survey } from './survey.ts';
import type { TrialEnd } from './trial.ts';
import type { LeftOut } from './trials.ts';

/** Version of the report's shape; it grows by new fields, and changes only when one changes its meaning. */
export const SCHEMA = 1;

/** What a plan would have done in the past. */
export interface BacktestReport {
  readonly schema: typeof SCHEMA;
  readonly plan: { readonly name: string; readonly environment: string };
  readonly period: Interval;
  readonly seed: number;
  readonly requests: number;
  readonly history: readonly Survey[];
  readonly leftOut: readonly LeftOut[];
  readonly quiet: Quiet;
  readonly planted: readonly Planted[];
  readonly incident: IncidentReplay | undefined;
  /** What the plan's sentences can see at this traffic. */
  readonly sight: Sight;
  readonly advice: readonly string[];
  /** All of it in one sentence. */
  readonly sentence: string;
}

/** Phases begun all over the quiet days on stable's own traffic: whatever is found there is a false alarm. */
export interface Quiet {
  /** Without the day around the incident. */
  readonly days: number;
  readonly phases: readonly PhaseTally[];
  readonly sentences: readonly SentenceTally[];
}

/** A share of the trials with its 95% range. */
export interface Share {
  readonly count: number;
  readonly of: number;
  /** Trials that do not overlap: only those are counted as evidence. */
  readonly independent: number;
  readonly range: Range;
}

export interface PhaseTally {
  readonly phase: string;
  readonly weight: Weight;
  readonly bake: Duration;
  readonly starts: number;
  readonly passed: number;
  /** The plan would have asked a person, on complete data. Neither healthy nor an alarm. */
  readonly unanswered: number;
  /** The same where the history has a gap: that says nothing of the plan. */
  readonly withoutData: number;
  /** Among those that came to an answer. */
  readonly falseAlarms: Share;
}

export interface SentenceTally {
  readonly sentence: string;
  /** Trials it ended. */
  readonly decided: number;
  /** Trials in which it was broken, whether or not that decides. */
  readonly broken: number;
  /** Trials in which it was looked at. */
  readonly trials: number;
  /** Half and 99 of 100 quiet trials stay within: the most harmful value they show. */
  readonly noise:
    { readonly kind: 'value' | 'ratio'; readonly half: number; readonly most: number } | undefined;
}

export interface Planted {
  readonly plant: string;
  readonly phases: readonly {
    readonly phase: string;
    readonly bake: Duration;
    readonly onset: Duration;
    /** Alarms after the onset, among the trials that had come that far. */
    readonly caught: Share;
    readonly minutes: { readonly median: number; readonly p95: number } | undefined;
    /** Which sentence caught it how often, most often first. */
    readonly by: readonly { readonly sentence: string; readonly count: number }[];
  }[];
}

export interface IncidentReplay {
  readonly onset: Instant;
  /** When the release is taken to have begun. */
  readonly start: Instant;
  /** `recorded`: both versions as they were; `split`: there was no canary, stable's traffic plays both. */
  readonly arms: 'recorded' | 'split';
  /** The canary's share of the recorded traffic. */
  readonly share?: number;
  readonly end: TrialEnd;
  readonly at: Instant;
  readonly criterion: string | undefined;
  readonly reason: string;
  readonly weights: readonly { readonly at: Instant; readonly weight: Weight }[];
}
