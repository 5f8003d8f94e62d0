import type { Test } from '../plan/plan.ts';
import type { Duration, Interval } from '../quantity/instant.ts';
import type { Case, TestOf } from './case.ts';
import type { Lasting } from './evidence.ts';
import { forEqualTraffic } from './exposure.ts';
import { askTest, takeLooks } from './look.ts';
import { streakOf } from './streak.ts';
import { spanOf } from './weigh.ts';

/** What of a phase a sentence is judged by, and whether harm has lasted as the sentence asks. */
export interface Stretch<Asked extends Test> {
  readonly it: Case<Asked>;
  readonly span: Interval;
  readonly lasting: Lasting;
}

/**
 * Without `for`, all of the phase. With it, a condition must be shown by all that was measured, and every look
 * of the last so many minutes must be harmful by itself: a spike that is over takes nothing back. A criterion is
 * judged by the last so many minutes alone, when the bake ends: it must have settled.
 *
 * @param harmful - a look is harmful when one of these is true of it
 */
export function stretchOf<Asked extends Test>(
  it: Case<Asked>,
  harmful: readonly TestOf<'baseline'>[],
): Stretch<Asked> {
  const required = it.sentence.for;
  const span = spanOf(it.hearing, it.metric);
  if (required === undefined) return { it, span, lasting: 'long-enough' };
  return it.role === 'condition'
    ? { it, span, lasting: measureLasting(it, harmful, required) }
    : lastOf(it, required);
}

function measureLasting(
  it: Case,
  harmful: readonly TestOf<'baseline'>[],
  required: Duration,
): Lasting {
  const measurements = forEqualTraffic(it);
  const streaks = harmful.map((test) =>
    streakOf(takeLooks(it.metric, measurements, askTest(test, true)), 'failed'),
  );
  const longest = Math.max(0, ...streaks);
  if (longest >= required - slackOf(it)) return 'long-enough';
  return longest > 0 ? 'not-yet' : 'over';
}

function lastOf<Asked extends Test>(it: Case<Asked>, required: Duration): Stretch<Asked> {
  const to = it.measurements.at(-1)?.to ?? it.hearing.bakingSince;
  const from = to - required;
  const measurements = it.measurements.filter((one) => one.from >= from - slackOf(it));
  const lasting = it.hearing.bakeEnded ? 'long-enough' : 'not-yet';
  return { it: { ...it, measurements }, span: { from, to }, lasting };
}

/** Looks are not taken to the millisecond: half an interval is forgiven. */
function slackOf({ metric }: Case): Duration {
  return metric.looks.interval / 2;
}
