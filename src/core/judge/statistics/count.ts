import { type ArmEvents, type Scale, startComparison } from './comparison.ts';
import type { ByPod, Evidence, PairedTallies, Question, Tally } from './evidence.ts';
import { type Harm, type Judge, judgeDirections, judgeSeries } from './judging.ts';
import { inverseRateModel, rateModel } from './rates.ts';
import { createRounding } from './rounding.ts';

/**
 * What the series says at this look, computed from the start of the phase.
 *
 * The odds-ratio process for things that happen without being one of so many trials: restarts, log lines,
 * orders. It needs each arm's exposure in each interval, in one unit for both; margins and ratios are of the
 * rates (events per exposure). With exposures far above the events it says what `judgeProportion` would say of
 * the exposures as totals.
 */
export function judgeCount(series: Iterable<PairedTallies>, question: Question): Evidence {
  return judgeSeries(startCountJudge(question), series);
}

/** The same for someone who looks again and again at a series that grows. */
export function startCountJudge(question: Question): Judge<PairedTallies> {
  return judgeDirections(question, startOneSided);
}

function startOneSided(question: Question, harm: Harm): Judge<PairedTallies> {
  const model = harm === 'increase' ? rateModel : inverseRateModel;
  const comparison = startComparison(model, SCALE, COUNTING, question);
  const count = { canary: createCounter(), baseline: createCounter() };
  return {
    observe(pair) {
      comparison.observe(pair, count.canary(pair.canary), count.baseline(pair.baseline));
    },
    standing: comparison.standing,
    evidence: comparison.evidence,
  };
}

const SCALE: Scale = {
  toModel: (margin) => margin,
  toMetric: (canary, baseline) => canary / baseline,
};

const COUNTING = {
  eventsOf: ({ count }: Tally) => count,
  sizeOf: ({ exposure }: Tally) => exposure,
  harmful: (count: number) => count,
};

function createCounter(): (arm: ByPod<Tally>) => ArmEvents<Tally> {
  const round = createRounding();
  return (arm) => ({ events: round(arm.count), size: arm.exposure, byPod: arm });
}
