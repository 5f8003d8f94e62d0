import type { PairedCounts } from '../../../src/core/judge/statistics/evidence.ts';

/** A way to judge a canary: shown minute after minute, it says at each look whether to take it back. */
export interface Rule<Pair = PairedCounts> {
  readonly name: string;
  /** `usual` is what the service's error rate, quantile or reading usually is: only a fixed limit needs it. */
  readonly begin: (usual: number) => (minute: Pair) => boolean;
}

/** The first minute (from 1) after which the rule takes the canary back, undefined when it never does. */
export function firstAlarm<Pair>(
  rule: Rule<Pair>,
  series: readonly Pair[],
  usual: number,
): number | undefined {
  const look = rule.begin(usual);
  const index = series.findIndex((minute) => look(minute));
  return index < 0 ? undefined : index + 1;
}
