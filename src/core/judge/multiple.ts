import type { Interval } from '../quantity/instant.ts';
import type { Case, Ruling, TestOf } from './case.ts';
import { ruleOnEvidence } from './evidence.ts';
import { inquireMultiple } from './inquiry.ts';
import { stretchOf } from './lasting.ts';
import { judgeByLooks } from './looks.ts';
import type { CriterionReport } from './report.ts';
import type { Evidence } from './statistics/evidence.ts';
import { FEWEST_INTERVALS } from './statistics/gauge.ts';
import { weigh } from './weigh.ts';

type Multiple = Case<TestOf<'baseline'>>;

/**
 * The method for `< baseline * 1.2` and its like: harm beyond the factor, judged with its uncertainty. Where the
 * metric or its data do not allow evidence, looks are judged one by one, and the report says why.
 */
export function judgeMultiple(whole: Multiple): Ruling {
  const { it, span, lasting } = stretchOf(whole, [whole.test]);
  if (!hasRoomForEvidence(it, span)) return judgeUnweighed(it, 'too-few-intervals');
  if (!(it.test.factor > 0)) return judgeUnweighed(it, 'unreachable-margin');
  const weighing = weigh(it, inquireMultiple(it.test, it.role), span);
  const without = whyUnweighed(weighing.evidence);
  return without === undefined
    ? ruleOnEvidence(it, weighing, lasting)
    : judgeUnweighed(it, without);
}

function judgeUnweighed(
  it: Multiple,
  unweighed: NonNullable<CriterionReport['unweighed']>,
): Ruling {
  return { ...judgeByLooks(it), unweighed };
}

/** Whether there is time for as many readings as evidence about a gauge takes. */
function hasRoomForEvidence({ metric }: Multiple, { from, to }: Interval): boolean {
  if (metric.shape.kind !== 'gauge') return true;
  return Math.floor((to - from) / metric.looks.interval) >= FEWEST_INTERVALS;
}

function whyUnweighed({ reason }: Evidence): CriterionReport['unweighed'] {
  switch (reason) {
    case 'no-edge':
    case 'negative-value':
    case 'unreachable-margin':
      return reason;
    default:
      return undefined;
  }
}
