import type { CriterionReport } from '../judge/report.ts';
import { compareStanding, standingOf } from '../judge/standing.ts';
import { formatCount } from '../quantity/count.ts';
import { formatDuration } from '../quantity/duration.ts';
import { formatRatio, formatRatioRange } from '../quantity/ratio.ts';
import { formatQuantity } from '../quantity/unit.ts';
import type { PhaseState } from '../rollout/state.ts';

/** Criteria as people want to read them: the broken ones first, then what is not known. */
export function worstFirst(criteria: readonly CriterionReport[]): readonly CriterionReport[] {
  return criteria.toSorted((a, b) => compareStanding(standingOf(a), standingOf(b)));
}

/** A criterion's value with its unit; a dash where there is none. */
export function formatValue(value: number | undefined, { unit }: CriterionReport): string {
  return value === undefined ? '–' : formatQuantity(value, unit);
}

/** What the canary has of what stable has, with the range it lies in: `1.25x (1.1x to 1.41x)`; a dash where unknown. */
export function describeRatio({ ratio, ratioRange }: CriterionReport): string {
  const range = ratioRange && formatRatioRange(ratioRange);
  if (ratio !== undefined) return `${formatRatio(ratio)}${range ? ` (${range})` : ''}`;
  return range !== undefined && (ratioRange?.low ?? 0) > 0 ? range : '–';
}

/** How many observations stand behind a criterion, `15,000`; a dash where none do. */
export function formatSamples({ samples }: CriterionReport): string {
  return samples > 0 ? formatCount(samples) : '–';
}

/** How long a phase took, to follow a word such as "passed": ` after 2h`; empty while it is not over. */
export function describeTook({ startedAt, endedAt }: PhaseState): string {
  return startedAt === undefined || endedAt === undefined
    ? ''
    : ` after ${formatDuration(endedAt - startedAt)}`;
}
