import type { Scale } from '../statistics/comparison.ts';
import type { ConditionalModel } from '../statistics/conditional.ts';
import { intervalsToDetect, minimumDetectable, type Prospect } from '../statistics/detectable.ts';
import { countAbove, totalOf } from '../statistics/distribution.ts';
import { chooseEdges, TARGETS } from '../statistics/edges.ts';
import { scaleAt } from '../statistics/histogram.ts';
import { oddsModel } from '../statistics/hypergeometric.ts';
import type { Harm } from '../statistics/judging.ts';
import { defaultMargin } from '../statistics/margins.ts';
import { scaleOf } from '../statistics/proportion.ts';
import { inverseRateModel, rateModel } from '../statistics/rates.ts';
import type { Outlook, Prediction } from './outlook.ts';
import type { UsualMetric } from './traffic.ts';

/** What the measured dispersion is drawn towards, and how many intervals that counts for. */
const PRIOR = { dispersion: 1.5, intervals: 5 };
/** The worst a canary can be: nearly every trial is harmful. */
const WORST = 0.99;

/** Sizes and rate of what is compared in one interval. */
interface Usual {
  readonly model: ConditionalModel;
  readonly scale: Scale;
  /** Trials, or exposure, per interval by arm. */
  readonly canary: number;
  readonly baseline: number;
  /** Share of harmful trials in stable, or events per exposure. */
  readonly rate: number;
  readonly dispersion: number;
}

export function lookAheadOnTrials(
  asked: Prediction,
  { perSecond, rate, dispersion = 1 }: Extract<UsualMetric, { kind: 'proportion' }>,
): Outlook {
  const harm = harmOf(asked);
  return lookAheadOnEvents(asked, {
    model: oddsModel,
    scale: scaleOf(harm, asked.inquiry.ofMetric ? 'rate' : 'odds'),
    ...split(perSecond, asked),
    rate: harm === 'increase' ? rate : 1 - rate,
    dispersion,
  });
}

export function lookAheadOnCounts(
  asked: Prediction,
  { perSecond, dispersion = 1 }: Extract<UsualMetric, { kind: 'count' }>,
): Outlook {
  return lookAheadOnEvents(asked, {
    model: harmOf(asked) === 'increase' ? rateModel : inverseRateModel,
    scale: { toModel: (margin) => margin, toMetric: (canary, baseline) => canary / baseline },
    ...split(1, asked),
    rate: perSecond,
    dispersion,
  });
}

/** The best of the edges that will be looked at; what several edges cost is taken from the chance of a false alarm. */
export function lookAheadOnHistogram(
  asked: Prediction,
  { perSecond, buckets, dispersion = 1 }: Extract<UsualMetric, { kind: 'latency' }>,
): Outlook {
  const { metric, inquiry, alpha } = asked;
  const harm = harmOf(asked);
  const quantile = metric.shape.kind === 'latency' ? metric.shape.quantile : undefined;
  const targets = inquiry.atQuantile && quantile !== undefined ? [1 - quantile] : TARGETS;
  const total = totalOf({ buckets });
  const profile = buckets
    .filter(({ le }) => Number.isFinite(le))
    .map(({ le }) => ({ edge: le, share: (countAbove({ buckets }, le) ?? 0) / total }));
  const edges = chooseEdges(profile, targets) ?? [];
  const outlooks = edges.map(({ edge, share }) =>
    lookAheadOnEvents(
      { ...asked, alpha: alpha / edges.length },
      {
        model: oddsModel,
        scale: scaleAt(edge, harm, inquiry.ofMetric ? 'value' : 'odds', () => profile),
        ...split(perSecond, asked),
        rate: harm === 'increase' ? share : 1 - share,
        dispersion,
      },
    ),
  );
  return {
    margin: marginOf(asked),
    detectable: (intervals) => leastOf(outlooks.map((one) => one.detectable(intervals))),
    intervalsFor: (size, most) => leastOf(outlooks.map((one) => one.intervalsFor(size, most))),
  };
}

function leastOf(values: readonly number[]): number {
  return Math.min(Number.POSITIVE_INFINITY, ...values);
}

function lookAheadOnEvents(asked: Prediction, usual: Usual): Outlook {
  const { model, scale, canary, baseline } = usual;
  const alpha = asked.inquiry.direction === 'change' ? asked.alpha / 2 : asked.alpha;
  const margin = marginOf(asked);
  const sense = harmOf(asked) === 'increase' ? 1 : -1;
  /** The baseline's rate; where nothing ever happens, half an event in the time is what it is taken for. */
  const rateIn = (intervals: number) => Math.max(usual.rate, 0.5 / (baseline * intervals));

  function prospectOf(rate: number): Prospect {
    return {
      information(psi, at) {
        const events = baseline * rate + canary * model.shift(rate, psi);
        return model.variance(canary, baseline, events, model.mode(canary, baseline, events, at));
      },
      events: (psi) => model.telling(canary * model.shift(rate, psi), baseline * rate),
      dispersion: (intervals) =>
        (usual.dispersion * intervals + PRIOR.dispersion * PRIOR.intervals) /
        (intervals + PRIOR.intervals),
    };
  }

  function detectable(intervals: number): number {
    if (!(intervals > 0 && canary > 0 && baseline > 0)) return Number.POSITIVE_INFINITY;
    const rate = rateIn(intervals);
    const power = { margin: scale.toModel(margin, rate), alpha, intervals };
    if (!(power.margin > 0 && power.margin < Number.POSITIVE_INFINITY))
      return Number.POSITIVE_INFINITY;
    const psi = minimumDetectable(prospectOf(rate), power);
    return Number.isFinite(psi) ? scale.toMetric(model.shift(rate, psi), rate) ** sense : psi;
  }

  function intervalsFor(harm: number, most: number): number {
    const rate = rateIn(most);
    const psi = worstAt(scale.toModel(harm, rate), rate);
    const psi0 = scale.toModel(margin, rate);
    if (!(psi0 > 0 && psi0 < psi)) return Number.POSITIVE_INFINITY;
    return intervalsToDetect(prospectOf(rate), { margin: psi0, alpha, psi, most });
  }

  return { margin, detectable, intervalsFor };
}

/** A harm that no canary can have is taken for the worst that it can. */
function worstAt(psi: number, rate: number): number {
  if (psi > 0 && psi < Number.POSITIVE_INFINITY) return psi;
  return WORST / (1 - WORST) / (rate / (1 - rate));
}

function harmOf({ inquiry: { direction } }: Prediction): Harm {
  return direction === 'drop' ? 'drop' : 'increase';
}

function marginOf({ inquiry }: Prediction): number {
  return inquiry.margin ?? defaultMargin(0);
}

function split(perSecond: number, { metric, weight }: Prediction) {
  const each = (perSecond * metric.looks.interval) / 1000 / 100;
  return { canary: each * weight, baseline: each * (100 - weight) };
}
