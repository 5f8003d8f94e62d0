import type { MetricShape } from '../plan/plan.ts';
import type { TestOf } from './case.ts';
import type { CriterionReport } from './report.ts';
import type { Direction } from './statistics/evidence.ts';

/** What a sentence asks of all its measurements together. */
export interface Inquiry {
  readonly direction: Direction;
  /** The largest ratio that is no harm, as `Question` takes it; left out, it follows from what is known of the noise. */
  readonly margin?: number;
  /** The harm whose absence is to be shown, as `Question` takes it. */
  readonly accepted: number;
  /** Ratios are of what the metric shows (a share, a value) instead of odds. */
  readonly ofMetric: boolean;
  /** Of a latency only the metric's own quantile counts, not the whole distribution. */
  readonly atQuantile: boolean;
}

/** A doubling is what must be excluded where the sentence does not say what is accepted. */
const ACCEPTED = 2;

/** `no significant increase within 10%`: the tenth is what is accepted, of what the metric shows. */
export function inquireSignificance({ direction, within }: TestOf<'no-significant'>): Inquiry {
  const margin = within === undefined ? undefined : 1 + within;
  return {
    direction,
    ...(margin !== undefined && { margin }),
    accepted: margin ?? ACCEPTED,
    ofMetric: margin !== undefined,
    atQuantile: false,
  };
}

/**
 * `< baseline * 1.2`: harm is what the criterion forbids, or the condition names, and the factor its margin.
 * For a drop the ratio is turned round: `>= baseline * 0.8` allows the baseline to be 1.25 times the canary.
 */
export function inquireMultiple(test: TestOf<'baseline'>, role: CriterionReport['role']): Inquiry {
  const direction = directionOf(test, role);
  const margin = direction === 'increase' ? test.factor : 1 / test.factor;
  return {
    direction,
    margin,
    accepted: margin,
    ofMetric: true,
    atQuantile: true,
  };
}

/** Which difference is harm to a sentence: a bound from above is broken by an increase. */
export function directionOf(
  test: TestOf<'baseline' | 'no-significant'>,
  role: CriterionReport['role'],
): Direction {
  if (test.kind === 'no-significant') return test.direction;
  return test.operator.startsWith('<') === (role === 'criterion') ? 'increase' : 'drop';
}

/** Whether the inquiry's margins are ratios of what a metric of this kind shows: counts and readings know no odds. */
export function isOfMetric({ ofMetric }: Inquiry, kind: MetricShape['kind']): boolean {
  return ofMetric || kind === 'count' || kind === 'gauge';
}

/** A margin as the ratio of canary over stable that people read: below 1 where less is harm. */
export function readRatio(margin: number, direction: Direction): number {
  return direction === 'drop' ? 1 / margin : margin;
}
