import type { Interval } from '../../quantity/instant.ts';
import type { ConditionalModel } from './conditional.ts';
import {
  FEWEST_EVENTS,
  FEWEST_INTERVALS,
  minimumDetectable,
  type Power,
  type Prospect,
} from './detectable.ts';
import type { Evidence, EvidenceReason, Question, RatioEstimate } from './evidence.ts';
import type { Observations } from './observations.ts';
import type { Counting, Pods } from './pods.ts';
import { type Hypotheses, startProcess, type Weight } from './process.ts';
import { confidenceInterval } from './ratio.ts';

/** One arm in one interval, in whole numbers: harmful events, and the trials or exposure they come from. */
export interface ArmEvents<Side> {
  readonly events: number;
  readonly size: number;
  readonly byPod: Pods<Side>;
}

/** How ratios are spoken of: on the model's scale, where harm is above 1, and as the metric shows them. */
export interface Scale {
  /** The margin of a question as psi; `rate` is the baseline's rate of harmful events. */
  readonly toModel: (margin: number, rate: number) => number;
  /** psi as canary over baseline of the metric. */
  readonly toMetric: (psi: number, rate: number) => number;
}

/** Judges one direction of harm between two arms that are compared by their events. */
export interface Comparison<Side> {
  readonly observe: (
    interval: Interval,
    canary: ArmEvents<Side>,
    baseline: ArmEvents<Side>,
  ) => void;
  readonly evidence: () => Evidence;
}

/** The margin with ten baseline pods or more, whose differences can be measured, and with fewer or unknown ones. */
const MARGIN_WITH_PODS = 1.1;
const MARGIN_WITHOUT_PODS = 1.25;
const ENOUGH_PODS = 10;

/** The margin that keeps the promised error rate on noisy services. */
export function defaultMargin(baselinePods: number): number {
  return baselinePods >= ENOUGH_PODS ? MARGIN_WITH_PODS : MARGIN_WITHOUT_PODS;
}

/** What a baseline without any event is taken to have had. */
const HALF_AN_EVENT = 0.5;

/** A doubling is excluded, wrongly in one of twenty. */
export const DEFAULT_HARMLESS = { margin: 2, alpha: 0.05 };

export function startComparison<Side>(
  model: ConditionalModel,
  scale: Scale,
  counting: Counting<Side>,
  question: Omit<Question, 'direction'>,
): Comparison<Side> {
  const { alpha, harmless = DEFAULT_HARMLESS, phase } = question;
  const process = startProcess(model, counting, phase);
  const traffic = { canary: 0, baseline: 0, baselineEvents: 0, intervals: 0, time: 0 };

  function evidence(): Evidence {
    const margin = question.margin ?? defaultMargin(process.baselinePods());
    const rate = Math.max(traffic.baselineEvents, HALF_AN_EVENT) / traffic.baseline;
    const hypotheses: Hypotheses = {
      margin: scale.toModel(margin, rate),
      alpha,
      harmless: { margin: scale.toModel(harmless.margin, rate), alpha: harmless.alpha },
    };
    const counted = countEvents(model, process.observations);
    const events = { canary: counted.canary, baseline: counted.baseline };
    const told = { margin, events, intervals: process.observations.count() };
    if (traffic.intervals === 0) return { ...NOTHING_KNOWN, ...told, reason: 'no-traffic' };
    if (!isReachable(hypotheses.margin)) {
      return { ...NOTHING_KNOWN, ...told, reason: 'unreachable-margin' };
    }
    const weight = process.weigh(hypotheses);
    const detectable = minimumDetectable(prospect(rate, weight), power(hypotheses));
    return {
      ...told,
      ...findings(weight, hypotheses, counted),
      logE: weight.logE,
      logHarmlessE: weight.logHarmlessE,
      ratio: estimate(rate, weight),
      dispersion: Math.max(weight.dispersion.time, weight.dispersion.pods),
      minimumDetectable: {
        oddsRatio: detectable,
        ratio: Number.isFinite(detectable) ? scale.toMetric(detectable, rate) : detectable,
      },
    };
  }

  function estimate(rate: number, { fit, dispersion }: Weight): RatioEstimate {
    if (process.observations.count() === 0) return NOTHING_KNOWN.ratio;
    const phi = Math.max(dispersion.time, dispersion.pods);
    const interval = confidenceInterval(model, process.observations, fit, phi);
    const ends = [scale.toMetric(interval.low, rate), scale.toMetric(interval.high, rate)];
    return {
      estimate: scale.toMetric(interval.estimate, rate),
      low: Math.min(...ends),
      high: Math.max(...ends),
    };
  }

  /** The whole phase at the traffic so far. */
  function prospect(rate: number, { dispersion }: Weight): Prospect {
    const canary = traffic.canary / traffic.intervals;
    const baseline = traffic.baseline / traffic.intervals;
    return {
      information(psi, at) {
        const events = baseline * rate + canary * model.shift(rate, psi);
        return model.variance(canary, baseline, events, model.mode(canary, baseline, events, at));
      },
      events(psi) {
        const inCanary = canary * model.shift(rate, psi);
        return model.telling(inCanary, { canary, baseline, events: baseline * rate + inCanary });
      },
      dispersion: (intervals) =>
        Math.max(dispersion.time, 1 + ((dispersion.pods - 1) * intervals) / traffic.intervals),
    };
  }

  function power({ margin }: Hypotheses): Power {
    const every = traffic.time / traffic.intervals;
    return { margin, alpha, intervals: Math.round((phase.to - phase.from) / every) };
  }

  return {
    observe(interval, canary, baseline) {
      if (!(canary.size > 0 && baseline.size > 0)) return;
      traffic.canary += canary.size;
      traffic.baseline += baseline.size;
      traffic.baselineEvents += baseline.events;
      traffic.intervals += 1;
      traffic.time += interval.to - interval.from;
      const events = canary.events + baseline.events;
      const margins = { canary: canary.size, baseline: baseline.size, events };
      if (!model.informative(margins)) return;
      process.observe(interval.from, canary.events, margins, {
        canary: canary.byPod,
        baseline: baseline.byPod,
      });
    },
    evidence,
  };
}

/** What is said when nothing can be. */
export const NOTHING_KNOWN: Evidence = {
  harm: 'not-shown',
  harmless: 'not-shown',
  logE: 0,
  logHarmlessE: 0,
  margin: MARGIN_WITHOUT_PODS,
  ratio: { estimate: Number.NaN, low: 0, high: Number.POSITIVE_INFINITY },
  events: { canary: 0, baseline: 0 },
  intervals: 0,
  dispersion: 1,
  minimumDetectable: { oddsRatio: Number.POSITIVE_INFINITY, ratio: Number.POSITIVE_INFINITY },
  reason: 'no-traffic',
};

interface EventCount {
  readonly canary: number;
  readonly baseline: number;
  /** The events a claim of harm can point at, and the intervals with any. */
  readonly telling: number;
  readonly tellingIntervals: number;
}

function countEvents(model: ConditionalModel, observations: Observations): EventCount {
  const columns = observations.columns();
  const count = { canary: 0, baseline: 0, telling: 0, tellingIntervals: 0 };
  for (let i = 0; i < observations.count(); i++) {
    const inCanary = columns.canaryEvents[i] as number;
    const events = columns.events[i] as number;
    const telling = model.telling(inCanary, {
      canary: columns.canary[i] as number,
      baseline: columns.baseline[i] as number,
      events,
    });
    count.canary += inCanary;
    count.baseline += events - inCanary;
    count.telling += telling;
    if (telling > 0) count.tellingIntervals += 1;
  }
  return count;
}

function isReachable(psi: number): boolean {
  return psi > 0 && psi < Number.POSITIVE_INFINITY;
}

function findings(
  { logE, logHarmlessE }: Weight,
  { alpha, harmless }: Hypotheses,
  events: EventCount,
): Pick<Evidence, 'harm' | 'harmless' | 'reason'> {
  if (events.canary + events.baseline === 0) return decided('no-events');
  if (logE >= Math.log(1 / alpha)) {
    const enough = events.telling >= FEWEST_EVENTS && events.tellingIntervals >= FEWEST_INTERVALS;
    return decided(enough ? 'harm-shown' : 'too-few-events');
  }
  // A long good past must not outweigh a harm that has just begun: what speaks for harm delays.
  const excluded = logHarmlessE >= Math.log(1 / harmless.alpha) && logE <= 0;
  return decided(excluded ? 'harmless-shown' : 'undecided');
}

function decided(reason: EvidenceReason): Pick<Evidence, 'harm' | 'harmless' | 'reason'> {
  return {
    harm: reason === 'harm-shown' ? 'shown' : 'not-shown',
    harmless: reason === 'harmless-shown' ? 'shown' : 'not-shown',
    reason,
  };
}
