import { type ArmEvents, type Scale, startComparison } from './comparison.ts';
import type { ByPod, Counts, Evidence, PairedCounts, Question } from './evidence.ts';
import { oddsModel } from './hypergeometric.ts';
import { type Harm, type Judge, judgeDirections, judgeSeries } from './judging.ts';
import type { Counting } from './pods.ts';
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
  const { marginOf = 'odds' } = question;
  return judgeDirections(question, (asked, harm) =>
    startTrials(asked, harm, scaleOf(harm, marginOf)),
  );
}

/**
 * Judges trials in one direction, margins and ratios on the given scale.
 *
 * A drop is judged on the trials *without* event. That is the same test (the odds ratio of the complements is
 * the inverse, the conditional distribution mirrored), but the events then are what the harm makes more of: a
 * canary that converts nobody has no conversions to count up to five, yet plenty of visitors lost.
 */
export function startTrials(question: Question, harm: Harm, scale: Scale): Judge<PairedCounts> {
  const harmful = harm === 'increase' ? eventsThere : eventsMissing;
  const comparison = startComparison(oddsModel, scale, { ...COUNTING, harmful }, question);
  const count = { canary: createCounter(harmful), baseline: createCounter(harmful) };
  return {
    observe(pair) {
      comparison.observe(pair, count.canary(pair.canary), count.baseline(pair.baseline));
    },
    standing: comparison.standing,
    evidence: comparison.evidence,
  };
}

const COUNTING = {
  eventsOf: ({ events }: Counts) => events,
  sizeOf: ({ total }: Counts) => total,
};

function eventsThere(events: number, total: number): number {
  return Math.min(events, total);
}

function eventsMissing(events: number, total: number): number {
  return Math.max(0, total - events);
}

/** Makes whole numbers of an arm's intervals; events and the rest apart, so that events never exceed the total. */
function createCounter(harmful: Counting<Counts>['harmful']) {
  const roundEvents = createRounding();
  const roundRest = createRounding();
  return (arm: ByPod<Counts>): ArmEvents<Counts> => {
    const exact = harmful(arm.events, arm.total);
    const events = roundEvents(exact);
    return { events, size: events + roundRest(arm.total - exact), byPod: arm };
  };
}

/** Rates are those of the harmful events: of the metric's own for an increase, of the others for a drop. */
export function scaleOf(harm: Harm, marginOf: 'odds' | 'rate'): Scale {
  return {
    toModel(margin, rate) {
      if (marginOf === 'odds') return margin;
      return harm === 'increase'
        ? (margin * (1 - rate)) / (1 - margin * rate)
        : (margin - 1 + rate) / rate;
    },
    toMetric: (canary, baseline) =>
      harm === 'increase' ? canary / baseline : (1 - canary) / (1 - baseline),
  };
}
