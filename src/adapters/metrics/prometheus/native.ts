import { z } from 'zod';
import { parseNumber } from '../number.ts';

/** One bucket of a native histogram, with the observations in it alone. Empty ones are not told. */
export interface NativeBucket {
  readonly lower: number;
  readonly upper: number;
  readonly count: number;
}

/** A native histogram as Prometheus' HTTP API writes it. */
export interface NativeHistogram {
  /** Of all observations, those of NaN included, which are in no bucket. */
  readonly count: number;
  /** Ascending, not overlapping. */
  readonly buckets: readonly NativeBucket[];
}

const number = z.string().transform((text, context) => {
  const value = parseNumber(text);
  if (value !== undefined) return value;
  context.addIssue({ code: 'custom', message: `"${text}" is no number` });
  return z.NEVER;
});

/** Which ends belong to the bucket: the upper, the lower, none, both. It matters to none above 0, see below. */
const boundaryRule = z.union([z.literal(0), z.literal(1), z.literal(2), z.literal(3)]);

export const nativeHistogram: z.ZodType<NativeHistogram> = z.object({
  count: number,
  buckets: z
    .array(
      z
        .tuple([boundaryRule, number, number, number])
        .transform(([, lower, upper, count]) => ({ lower, upper, count })),
    )
    .default([])
    .transform((buckets) => buckets.toSorted((a, b) => a.upper - b.upper)),
});

/** Edges to an octave: each is 19% above the one before. */
const STEPS_PER_OCTAVE = 4;
/** From 1 ms (2^-10 s) to 64 s (2^6 s), as powers of two. */
const OCTAVES = { from: -10, to: 6 };

/**
 * Edges that are the same for every native histogram of resolution 2 or finer, whatever it has observed. They
 * are computed as powers of two are printed by Prometheus, so that equal edges are equal numbers.
 */
const GRID: readonly number[] = Array.from(
  { length: (OCTAVES.to - OCTAVES.from) * STEPS_PER_OCTAVE + 1 },
  (_, step) => 2 ** (OCTAVES.from + step / STEPS_PER_OCTAVE),
);

/**
 * The histogram as cumulative counts by upper edge, exact at every edge that is given: those of the grid that
 * lie in no bucket's inside, and in place of those that do, the ends of that bucket. Buckets above 0 hold
 * their upper end (rule 0), so the count at it is that of a classic bucket; those below 0 are below every edge.
 *
 * Empty buckets are not told, so the buckets' own ends would change from interval to interval and from arm to
 * arm; of the grid nearly all stay.
 *
 * @example 40 from 0.0625 to 0.125 and 20 from 0.25 to 0.5: 0 at 0.0625, 40 at 0.125 to 0.25, 60 from 0.5 on
 */
export function cumulate({ count, buckets }: NativeHistogram): ReadonlyMap<number, number> {
  const counts = new Map<number, number>();
  for (const edge of edgesOf(buckets)) {
    counts.set(edge, sum(buckets.filter(({ upper }) => upper <= edge * (1 + PRINTED))));
  }
  return counts.set(Number.POSITIVE_INFINITY, Math.max(count, sum(buckets)));
}

/** Ends of buckets are printed with as many digits as a double has, and computed by another way than here. */
const PRINTED = 1e-9;

function edgesOf(buckets: readonly NativeBucket[]): readonly number[] {
  const edges = new Set<number>();
  for (const edge of GRID) {
    const around = buckets.find(
      ({ lower, upper }) => lower < edge * (1 - PRINTED) && upper > edge * (1 + PRINTED),
    );
    if (around === undefined) edges.add(edge);
    else for (const end of [around.lower, around.upper]) if (end > 0) edges.add(onGrid(end));
  }
  return [...edges].filter(Number.isFinite).toSorted((a, b) => a - b);
}

/** The edge of the grid where it is the same but for how it was computed. */
function onGrid(end: number): number {
  const step = Math.round((Math.log2(end) - OCTAVES.from) * STEPS_PER_OCTAVE);
  const edge = GRID[step];
  return edge !== undefined && Math.abs(edge / end - 1) < PRINTED ? edge : end;
}

function sum(buckets: readonly NativeBucket[]): number {
  return buckets.reduce((total, { count }) => total + count, 0);
}
