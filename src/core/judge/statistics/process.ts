import type { Instant, Interval } from '../../quantity/instant.ts';
import type { ConditionalModel, Margins } from './conditional.ts';
import { type Alternative, createLikelihoods, sumEvidence } from './likelihoods.ts';
import { lnSum } from './ln-sum.ts';
import { createObservations, type Observations } from './observations.ts';
import { ENOUGH_PODS, expectNoise, podDispersion } from './pod-dispersion.ts';
import { type Counting, createPodTotals, type Pods } from './pods.ts';
import { fitRatio, type RatioFit } from './ratio.ts';
import { createSteadiness, USUAL_INTERVALS } from './steadiness.ts';
import { createTimeDispersion } from './time-dispersion.ts';

/**
 * Harm beyond the margin is weighed against harm so many times the margin. Large ones are found soon whatever
 * their share, so those that take long have the most.
 */
export const HARMS: readonly Alternative[] = [
  { multiple: 1.2, share: 2 / 15 },
  { multiple: 1.5, share: 4 / 15 },
  { multiple: 2, share: 3 / 15 },
  { multiple: 3, share: 2 / 15 },
  { multiple: 5, share: 2 / 15 },
  { multiple: 10, share: 1 / 15 },
  { multiple: 25, share: 1 / 15 },
];
/** And the largest harm one accepts against this fraction of it. */
const RELIEFS: readonly Alternative[] = [1 / 1.15, 1 / 1.3, 1 / 1.5, 1 / 2, 1 / 3].map(
  (multiple) => ({ multiple, share: 1 / 5 }),
);
/** A harm that begins late is looked for from fresh starts. */
export const RESTART_EVERY = 15 * 60_000;

/** The margins and error rates at one look; ratios on the model's scale, above 1 where harm is. */
export interface Hypotheses {
  readonly margin: number;
  readonly alpha: number;
  readonly harmless: { readonly margin: number; readonly alpha: number };
}

export interface Weight {
  readonly logE: number;
  readonly logHarmlessE: number;
  /** The largest ln E of any single start: what stands out in the recent past alone. */
  readonly suspicion: number;
  /** Of the process that began with the phase; 1 where pods are unknown. The larger one was used. */
  readonly dispersion: { readonly time: number; readonly pods: number };
  /** A decision takes more intervals than this number (see `steadiness.ts`). */
  readonly decisive: number;
  readonly fit: RatioFit;
}

/**
 * Evidence about the ratio psi between canary and baseline, interval by interval, with as many looks as one
 * likes: the odds-ratio e-process.
 *
 * E = weighted mean over alternatives q of exp(sum over intervals of min(l / phi, ln(1/alpha) / d)), where l is the log
 * likelihood of psi = margin * q over that of psi = margin given the interval's events in both arms, and phi is
 * the measured dispersion, d the steadiness of the pods (3 where they are unknown). Another process starts every 15 minutes of the phase; half of E is the first's, the
 * other half the mean of all others', those not yet begun counting 1.
 */
export interface RatioProcess<Side> {
  /** Adds the interval that began at `from`. */
  readonly observe: (
    from: Instant,
    canaryEvents: number,
    margins: Margins,
    pods: { readonly canary: Pods<Side>; readonly baseline: Pods<Side> },
  ) => void;
  readonly observations: Observations;
  /** How many of the baseline's pods were seen so far. */
  readonly baselinePods: () => number;
  readonly weigh: (hypotheses: Hypotheses) => Weight;
}

export function startProcess<Side>(
  model: ConditionalModel,
  counting: Counting<Side>,
  phase: Interval,
): RatioProcess<Side> {
  const observations = createObservations(model);
  const steadiness = createSteadiness();
  const podsOf = {
    canary: createPodTotals(model, counting, steadiness),
    baseline: createPodTotals(model, counting, steadiness),
  };
  const timeDispersion = createTimeDispersion(model, observations);
  const harms = createLikelihoods(model, observations, HARMS);
  const reliefs = createLikelihoods(model, observations, RELIEFS);
  const starts = Math.max(1, Math.ceil((phase.to - phase.from) / RESTART_EVERY));
  /** Index of the first observation of every process begun so far. */
  const firsts = [0];
  /**
   * The dispersion that the first process had measured when each began. A fresh start knows little of the
   * noise, so it trusts no less than that; what the first measures later would count a late harm as noise.
   */
  const floors = [1];

  function beginDue(from: Instant): void {
    const due = Math.min(starts, 1 + Math.floor((from - phase.from) / RESTART_EVERY));
    while (firsts.length < due) {
      floors.push(larger(dispersionSince(0)));
      firsts.push(observations.count());
      podsOf.canary.mark();
      podsOf.baseline.mark();
    }
  }

  /** From a start on; what counts as an outlier may be told from elsewhere. */
  function dispersionSince(start: number, knownLimit?: number) {
    const first = firsts[start] as number;
    const { psi } = fitRatio(observations, first);
    const baseline = podsOf.baseline.since(start);
    const prior = expectNoise(baseline);
    const time = timeDispersion(first, psi, prior, knownLimit);
    const pods = podDispersion(model, baseline, podsOf.canary.since(start));
    return { time: time.dispersion, pods, limit: time.limit };
  }

  function decisiveIntervals(): number {
    const enough = podsOf.baseline.count() >= ENOUGH_PODS;
    return enough ? steadiness.decisiveIntervals() : USUAL_INTERVALS;
  }

  /** 0 where there can be no canary at that margin: then nothing is claimed. */
  function weighRelief({ margin, alpha }: Hypotheses['harmless'], phi: number): number {
    if (!(margin > 0 && margin < Number.POSITIVE_INFINITY)) return 0;
    const cap = Math.log(1 / alpha) / USUAL_INTERVALS;
    return sumEvidence(reliefs(margin), 0, phi, cap);
  }

  return {
    observations,
    baselinePods: () => podsOf.baseline.count(),
    observe(from, canaryEvents, margins, { canary, baseline }) {
      beginDue(from);
      observations.push(canaryEvents, margins);
      podsOf.baseline.add(baseline);
      if (canary.pods ?? canary.podColumns) podsOf.canary.add(canary);
      else podsOf.canary.addWhole(canaryEvents, margins.canary);
    },
    weigh({ margin, alpha, harmless }) {
      const { limit, ...dispersion } = dispersionSince(0);
      const phi = larger(dispersion);
      const harmRows = harms(margin);
      const decisive = decisiveIntervals();
      const cap = Math.log(1 / alpha) / decisive;
      const [whole = 0, ...later] = firsts.map((first, start) => {
        if (start === 0) return sumEvidence(harmRows, 0, phi, cap);
        const own = Math.max(floors[start] as number, larger(dispersionSince(start, limit)));
        return sumEvidence(harmRows, first, own, cap);
      });
      return {
        logE: averageStarts(whole, later, starts - 1),
        logHarmlessE: weighRelief(harmless, phi),
        suspicion: Math.max(whole, ...later),
        dispersion,
        decisive,
        fit: fitRatio(observations, 0),
      };
    },
  };
}

function larger({ time, pods }: Weight['dispersion']): number {
  return Math.max(time, pods);
}

/** ln(half the first + half the mean of the others); others that have not begun count 1. */
function averageStarts(whole: number, later: readonly number[], others: number): number {
  if (others === 0) return whole;
  const pending = others - later.length;
  const logs = pending > 0 ? [...later, Math.log(pending)] : later;
  return lnSum([whole, lnSum(logs) - Math.log(others)]) - Math.LN2;
}
