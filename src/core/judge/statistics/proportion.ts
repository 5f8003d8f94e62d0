import { type ArmEvents, type Scale, startComparison } from './comparison.ts';
import type { ByPod, Counts, Evidence, PairedCounts, Question } from './evidence.ts';
import { oddsModel } from './hypergeometric.ts';
import { type Harm, type Judge, judgeDirections, judgeSeries } from './judging.ts';
import type { PodTotals } from './pods.ts';
import { createRounding } from './rounding.ts';

export interface ProportionQuestion extends Question {
  /**
   * What the margins are ratios of. Odds (the default) mean the same at every rate; rates are what a sentence
   * such as `error-rate < baseline * 1.2` says, and are turned into odds at the baseline's rate so far.
   */
  readonly marginOf?: 'odds' | 'rate' | undefined;
}

/** What the series says at this look, computed from the start of the phase. */
export function judgeProportion(
  series: Iterable<PairedCounts>,
  question: ProportionQuestion,
): Evidence {
  return judgeSeries(startProportionJudge(question), series);
}

/** The same for someone who looks again and again at a series that grows. */
export function startProportionJudge(question: ProportionQuestion): Judge<PairedCounts> {
  return judgeDirections(question, startOneSided);
}

/**
 * A drop is judged on the trials *without* event. That is the same test (the odds ratio of the complements is
 * the inverse, the conditional distribution mirrored), but the events then are what the harm makes more of: a
 * canary that converts nobody has no conversions to count up to five, yet plenty of visitors lost.
 */
function startOneSided(question: ProportionQuestion, harm: Harm): Judge<PairedCounts> {
  const scale = scaleOf(harm, question.marginOf ?? 'odds');
  const comparison = startComparison(oddsModel, scale, question);
  const whole = { canary: createWholeCounts(), baseline: createWholeCounts() };
  const harmful = ({ events, total }: Counts) =>
    harm === 'increase' ? Math.min(events, total) : Math.max(0, total - events);
  return {
    observe(pair) {
      const { canary, baseline } = pair;
      comparison.observe(
        pair,
        whole.canary(harmful(canary), canary.total),
        whole.baseline(harmful(baseline), baseline.total),
        (pods) => {
          addPods(canary, harmful, pods.canary);
          addPods(baseline, harmful, pods.baseline);
        },
      );
    },
    evidence: comparison.evidence,
  };
}

/** Events and the rest are rounded apart, so that events never exceed the total. */
function createWholeCounts(): (events: number, total: number) => ArmEvents {
  const roundEvents = createRounding();
  const roundRest = createRounding();
  return (events, total) => {
    const whole = roundEvents(events);
    return { events: whole, size: whole + roundRest(total - events) };
  };
}

function addPods(arm: ByPod<Counts>, harmful: (counts: Counts) => number, totals: PodTotals): void {
  const { pods } = arm;
  if (pods === undefined) return;
  for (const pod in pods) {
    const counts = pods[pod] as Counts;
    totals.add(pod, harmful(counts), counts.total);
  }
}

/** `rate` is that of the harmful events: of the metric's own for an increase, of the others for a drop. */
function scaleOf(harm: Harm, marginOf: 'odds' | 'rate'): Scale {
  const toMetric = harm === 'increase' ? rateRatio : complementRatio;
  if (marginOf === 'odds') return { toModel: (margin) => margin, toMetric };
  return {
    toMetric,
    toModel: (margin, rate) =>
      harm === 'increase'
        ? (margin * (1 - rate)) / (1 - margin * rate)
        : (margin - 1 + rate) / rate,
  };
}

/** The rate at psi times the odds, over the rate. */
function rateRatio(psi: number, rate: number): number {
  return psi === Number.POSITIVE_INFINITY ? 1 / rate : psi / (1 + (psi - 1) * rate);
}

/** One less the rate at psi times the odds, over one less the rate. */
function complementRatio(psi: number, rate: number): number {
  return psi === Number.POSITIVE_INFINITY ? 0 : 1 / (1 + (psi - 1) * rate);
}
