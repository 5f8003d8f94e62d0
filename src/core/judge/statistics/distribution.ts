import type { Distribution } from './evidence.ts';

/** How many observations there were: the count of the last bucket, whose edge is +Infinity. */
export function totalOf({ buckets }: Distribution): number {
  return buckets.at(-1)?.count ?? 0;
}

/** How many observations were above an edge; undefined when the buckets have no such edge. */
export function countAbove(distribution: Distribution, edge: number): number | undefined {
  for (const { le, count } of distribution.buckets) {
    if (le === edge) return Math.max(0, totalOf(distribution) - count);
  }
  return undefined;
}

/** The share of observations above an edge. */
export interface Exceedance {
  readonly edge: number;
  readonly share: number;
}

/** The finite edges that every distribution of both arms has, and how much of the baseline lies above each. */
export interface EdgeBook {
  readonly add: (canary: Distribution, baseline: Distribution) => void;
  /** Ascending by edge. */
  readonly exceedances: () => readonly Exceedance[];
}

export function createEdgeBook(): EdgeBook {
  /** Baseline observations above each edge that is still common to all. */
  let above: Map<number, number> | undefined;
  let total = 0;
  return {
    add(canary, baseline) {
      const edges = above?.keys() ?? baseline.buckets.map(({ le }) => le);
      const next = new Map<number, number>();
      for (const edge of edges) {
        const more = countAbove(baseline, edge);
        const shared = countAbove(canary, edge) !== undefined && Number.isFinite(edge);
        if (shared && more !== undefined) next.set(edge, (above?.get(edge) ?? 0) + more);
      }
      above = next;
      total += totalOf(baseline);
    },
    exceedances: () =>
      [...(above ?? [])]
        .map(([edge, count]) => ({ edge, share: count / total }))

        .toSorted((a, b) => a.edge - b.edge),
  };
}

/** The share of the observations above a value, interpolated as `valueExceededBy` does. */
export function shareAbove(value: number, exceedances: readonly Exceedance[]): number {
  const [a, b] = segment(exceedances, (one) => one.edge >= value);
  if (a === undefined || b === undefined) return 0;
  const slope = Math.log(a.share / b.share) / (b.edge - a.edge);
  return a.share * Math.exp(-slope * (value - a.edge));
}

/**
 * The value that a share of the observations exceeds, between edges as if the tail fell exponentially, and
 * beyond the last edge with the slope before it; 0 < share. Undefined without an edge that some exceed.
 */
export function valueExceededBy(
  share: number,
  exceedances: readonly Exceedance[],
): number | undefined {
  const [a, b] = segment(exceedances, (one) => one.share <= share);
  if (a === undefined || b === undefined) return undefined;
  const slope = Math.log(a.share / b.share);
  return slope > 0 ? a.edge + ((b.edge - a.edge) * Math.log(a.share / share)) / slope : b.edge;
}

/** The two neighbours of which the second is the first to satisfy the condition, or the last two. */
function segment(
  exceedances: readonly Exceedance[],
  reached: (one: Exceedance) => boolean,
): readonly [Exceedance | undefined, Exceedance | undefined] {
  const known = [{ edge: 0, share: 1 }, ...exceedances.filter((one) => one.share > 0)];
  const found = known.findIndex(reached);
  const upper = found < 0 ? known.length - 1 : Math.max(1, found);
  return [known[upper - 1], known[upper]];
}
