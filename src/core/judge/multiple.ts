import type { Duration, Interval } from '../quantity/instant.ts';
import type { Case, Ruling, TestOf } from './case.ts';
import { type Lasting, ruleOnEvidence } from './evidence.ts';
import { forEqualTraffic } from './exposure.ts';
import { inquireMultiple } from './inquiry.ts';
import { askTest, takeLooks } from './look.ts';
import { judgeByLooks } from './looks.ts';
import type { CriterionReport } from './report.ts';
import type { Evidence } from './statistics/evidence.ts';
import { FEWEST_INTERVALS } from './statistics/gauge.ts';
import { streakOf } from './streak.ts';
import { spanOf, weigh } from './weigh.ts';

type Multiple = Case<TestOf<'baseline'>>;

/**
 * The method for `< baseline * 1.2` and its like: harm beyond the factor, judged with its uncertainty.
 *
 * With `for`, a condition must be shown by all that was measured, and every look of the last so many minutes
 * must be beyond the factor: a spike that is over takes nothing back. A criterion is judged by the last so many
 * minutes alone, when the bake ends: it must have settled.
 *
 * Where the metric or its data do not allow evidence, looks are judged one by one, and the report says why.
 */
export function judgeMultiple(it: Multiple): Ruling {
  const required = it.sentence.for;
  const span = spanOf(it.hearing, it.metric);
  if (required === undefined) return judge(it, span, 'long-enough');
  return it.role === 'condition'
    ? judge(it, span, measureLasting(it, required))
    : judgeLast(it, required);
}

function judge(it: Multiple, span: Interval, lasting: Lasting): Ruling {
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

/** Looks are not taken to the millisecond: half an interval is forgiven. */
function slackOf({ metric }: Multiple): Duration {
  return metric.looks.interval / 2;
}

function measureLasting(it: Multiple, required: Duration): Lasting {
  const looks = takeLooks(it.metric, forEqualTraffic(it), askTest(it.test, true));
  const streak = streakOf(looks, 'failed');
  if (streak >= required - slackOf(it)) return 'long-enough';
  return streak > 0 ? 'not-yet' : 'over';
}

function judgeLast(it: Multiple, required: Duration): Ruling {
  const to = it.measurements.at(-1)?.to ?? it.hearing.bakingSince;
  const from = to - required;
  const measurements = it.measurements.filter((one) => one.from >= from - slackOf(it));
  const lasting = it.hearing.bakeEnded ? 'long-enough' : 'not-yet';
  return judge({ ...it, measurements }, { from, to }, lasting);
}
