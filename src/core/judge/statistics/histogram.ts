import type { Scale } from './comparison.ts';
import {
  countAbove,
  createEdgeBook,
  type Exceedance,
  shareAbove,
  totalOf,
  valueExceededBy,
} from './distribution.ts';
import { chooseEdges, joinEdges, TARGETS } from './edges.ts';
import {
  type ByPod,
  type Counts,
  type Distribution,
  type Evidence,
  NO_EVIDENCE,
  NO_STANDING,
  type PairedCounts,
  type PairedDistributions,
  type Question,
  type Standing,
} from './evidence.ts';
import { type Harm, type Judge, judgeDirections, judgeSeries } from './judging.ts';
import { startTrials } from './proportion.ts';

export interface HistogramQuestion extends Question {
  /**
   * What the margins are ratios of. The odds of being slower than an edge (the default), or the values: "within
   * 10%" then means 10% slower, and is turned into odds by the baseline's distribution so far.
   */
  readonly marginOf?: 'odds' | 'value' | undefined;
  /** Looks only at the edge nearest to this quantile, 0 < quantile < 1, rather than at four. */
  readonly quantile?: number | undefined;
}

/**
 * What the series says at this look, computed from the start of the phase: the odds-ratio process on "slower
 * than an edge", E the mean over four edges, those nearest to what 50, 10, 5 and 1% of the baseline exceed.
 * Edges that one arm lacks in any interval are not used. Ratios are of the values (1.2: 20% slower), as if the
 * canary's distribution were the baseline's stretched.
 */
export function judgeHistogram(
  series: Iterable<PairedDistributions>,
  question: HistogramQuestion,
): Evidence {
  return judgeSeries(startHistogramJudge(question), series);
}

/** The same for someone who looks again and again at a series that grows. */
export function startHistogramJudge(question: HistogramQuestion): Judge<PairedDistributions> {
  return judgeDirections(question, startOneSided);
}

function startOneSided(question: HistogramQuestion, harm: Harm): Judge<PairedDistributions> {
  const series: PairedDistributions[] = [];
  const book = createEdgeBook();
  const judges = new Map<number, Judge<PairedCounts>>();
  const targets = question.quantile === undefined ? TARGETS : [1 - question.quantile];

  /** Which edges are looked at may change as the baseline becomes known, so one is judged when first wanted. */
  function judgeOf(edge: number): Judge<PairedCounts> {
    const known = judges.get(edge);
    if (known !== undefined) return known;
    const scale = scaleAt(edge, harm, question.marginOf ?? 'odds', book.exceedances);
    const judge = startTrials(question, harm, scale);
    for (const pair of series) judge.observe(countPair(pair, edge));
    judges.set(edge, judge);
    return judge;
  }

  function look<Found extends Standing>(
    take: (judge: Judge<PairedCounts>) => Found,
    nothing: Found,
  ): Found {
    if (series.length === 0) return nothing;
    const edges = chooseEdges(book.exceedances(), targets);
    if (edges === undefined) return { ...nothing, reason: 'no-edge' };
    const found = new Map(edges.map(({ edge }) => [edge, take(judgeOf(edge))]));
    const judged = edges.map((exceedance) => ({
      exceedance,
      found: found.get(exceedance.edge) as Found,
    }));
    return joinEdges(judged, question.alpha);
  }

  return {
    observe(pair) {
      if (!(totalOf(pair.canary) > 0 && totalOf(pair.baseline) > 0)) return;
      series.push(pair);
      book.add(pair.canary, pair.baseline);
      for (const [edge, judge] of judges) judge.observe(countPair(pair, edge));
    },
    standing: () => look<Standing>((judge) => judge.standing(), NO_STANDING),
    evidence: () => look<Evidence>((judge) => judge.evidence(), NO_EVIDENCE),
  };
}

/** Observations above the edge out of all; pods that lack the edge are left out. */
function countPair(
  { from, to, canary, baseline }: PairedDistributions,
  edge: number,
): PairedCounts {
  return { from, to, canary: countArm(canary, edge), baseline: countArm(baseline, edge) };
}

function countArm(arm: ByPod<Distribution>, edge: number): ByPod<Counts> {
  const whole = countSide(arm, edge);
  if (arm.pods === undefined) return whole;
  const sides = Object.entries(arm.pods);
  const counts = sides.map(([, side]) => countSide(side, edge));
  return {
    ...whole,
    podColumns: {
      names: sides.map(([name]) => name),
      events: Float64Array.from(counts, ({ events }) => events),
      sizes: Float64Array.from(counts, ({ total }) => total),
    },
  };
}

function countSide(side: Distribution, edge: number): Counts {
  const events = countAbove(side, edge);
  return events === undefined ? { events: 0, total: 0 } : { events, total: totalOf(side) };
}

/** psi at an edge as a ratio of values, and back, by what the baseline's distribution is at the moment. */
export function scaleAt(
  edge: number,
  harm: Harm,
  marginOf: 'odds' | 'value',
  profile: () => readonly Exceedance[],
): Scale {
  /** The share above the edge, of the harmful events' rate: those above it for an increase. */
  const above = (rate: number) => (harm === 'increase' ? rate : 1 - rate);
  return {
    toModel(margin, rate) {
      if (marginOf === 'odds') return margin;
      const stretched = harm === 'increase' ? edge / margin : edge * margin;
      const there = above(shareAbove(stretched, profile()));
      return there / (1 - there) / (rate / (1 - rate));
    },
    toMetric(canary) {
      const value = valueExceededBy(above(canary), profile());
      return value === undefined ? Number.NaN : edge / value;
    },
  };
}
