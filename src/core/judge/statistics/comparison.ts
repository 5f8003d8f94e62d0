import type { Interval } from '../../quantity/instant.ts';
import type { ConditionalModel } from './conditional.ts';
import { minimumDetectable, type Power, type Prospect } from './detectable.ts';
import {
  type Evidence,
  NO_EVIDENCE,
  NO_STANDING,
  type Question,
  type RatioEstimate,
  type Standing,
} from './evidence.ts';
import { countEvents, decide } from './findings.ts';
import { DEFAULT_HARMLESS, defaultMargin } from './margins.ts';
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
  /** What canary over baseline of the metric is at these rates of harmful events. */
  readonly toMetric: (canary: number, baseline: number) => number;
}

/** Judges one direction of harm between two arms that are compared by their events. */
export interface Comparison<Side> {
  readonly observe: (
    interval: Interval,
    canary: ArmEvents<Side>,
    baseline: ArmEvents<Side>,
  ) => void;
  readonly standing: () => Standing;
  readonly evidence: () => Evidence;
}

/** What a baseline without any event is taken to have had. */
const HALF_AN_EVENT = 0.5;

export function startComparison<Side>(
  model: ConditionalModel,
  scale: Scale,
  counting: Counting<Side>,
  question: Omit<Question, 'direction'>,
): Comparison<Side> {
  const { alpha, harmless = DEFAULT_HARMLESS, phase } = question;
  const process = startProcess(model, counting, phase);
  const traffic = { canary: NOTHING, baseline: NOTHING, intervals: 0, time: 0 };

  /** The baseline's rate of harmful events, never 0. */
  function baselineRate(): number {
    return Math.max(traffic.baseline.events, HALF_AN_EVENT) / traffic.baseline.size;
  }

  /** psi as the metric shows it, at the rate of the arm that is known better. */
  function toMetric(psi: number): number {
    const { canary, baseline } = traffic;
    if (baseline.events >= canary.events) {
      const rate = baseline.events / baseline.size;
      return scale.toMetric(model.shift(rate, psi), rate);
    }
    const rate = canary.events / canary.size;
    return scale.toMetric(rate, model.shift(rate, 1 / psi));
  }

  function ask(rate: number) {
    const margin = question.margin ?? defaultMargin(process.baselinePods());
    const hypotheses: Hypotheses = {
      margin: scale.toModel(margin, rate),
      alpha,
      harmless: { margin: scale.toModel(harmless.margin, rate), alpha: harmless.alpha },
    };
    return { margin, hypotheses };
  }

  /** The standing and the weight it comes from; without weight when there is nothing to weigh. */
  function look(): { readonly standing: Standing; readonly weight?: Weight } {
    const { margin, hypotheses } = ask(baselineRate());
    const counted = countEvents(model, process.observations);
    const told = {
      ...NO_STANDING,
      margin,
      events: { canary: counted.canary, baseline: counted.baseline },
      intervals: process.observations.count(),
    };
    if (traffic.intervals === 0) return { standing: told };
    if (!isReachable(hypotheses.margin)) {
      return { standing: { ...told, reason: 'unreachable-margin' } };
    }
    const weight = process.weigh(hypotheses);
    const standing = {
      ...told,
      ...decide(weight, hypotheses, counted),
      logE: weight.logE,
      logHarmlessE: weight.logHarmlessE,
      dispersion: Math.max(weight.dispersion.time, weight.dispersion.pods),
    };
    return { standing, weight };
  }

  function evidence(): Evidence {
    const { standing, weight } = look();
    if (weight === undefined) return { ...NO_EVIDENCE, ...standing };
    const rate = baselineRate();
    const psi = minimumDetectable(prospect(rate, weight), power(ask(rate).hypotheses, weight));
    return {
      ...standing,
      ratio: estimate(weight),
      minimumDetectable: {
        oddsRatio: psi,
        ratio: Number.isFinite(psi) ? scale.toMetric(model.shift(rate, psi), rate) : psi,
      },
    };
  }

  function estimate({ fit, dispersion }: Weight): RatioEstimate {
    if (process.observations.count() === 0) return NO_EVIDENCE.ratio;
    const phi = Math.max(dispersion.time, dispersion.pods);
    const interval = confidenceInterval(model, process.observations, fit, phi);
    const ends = [toMetric(interval.low), toMetric(interval.high)];
    return {
      estimate: toMetric(interval.estimate),
      low: Math.min(...ends),
      high: Math.max(...ends),
    };
  }

  /** The whole phase at the traffic so far. */
  function prospect(rate: number, { dispersion }: Weight): Prospect {
    const canary = traffic.canary.size / traffic.intervals;
    const baseline = traffic.baseline.size / traffic.intervals;
    return {
      information(psi, at) {
        const events = baseline * rate + canary * model.shift(rate, psi);
        return model.variance(canary, baseline, events, model.mode(canary, baseline, events, at));
      },
      events(psi) {
        const inCanary = canary * model.shift(rate, psi);
        return model.telling(inCanary, baseline * rate);
      },
      dispersion: (intervals) =>
        Math.max(dispersion.time, 1 + ((dispersion.pods - 1) * intervals) / traffic.intervals),
    };
  }

  function power({ margin }: Hypotheses, { decisive }: Weight): Power {
    const every = traffic.time / traffic.intervals;
    return { margin, alpha, intervals: Math.round((phase.to - phase.from) / every), decisive };
  }

  return {
    observe(interval, canary, baseline) {
      if (!(canary.size > 0 && baseline.size > 0)) return;
      traffic.canary = add(traffic.canary, canary);
      traffic.baseline = add(traffic.baseline, baseline);
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
    standing: () => look().standing,
    evidence,
  };
}

const NOTHING = { events: 0, size: 0 };

function add(sum: typeof NOTHING, { events, size }: typeof NOTHING): typeof NOTHING {
  return { events: sum.events + events, size: sum.size + size };
}

/** Whether there can be a canary at the margin at all. */
function isReachable(psi: number): boolean {
  return psi > 0 && psi < Number.POSITIVE_INFINITY;
}
