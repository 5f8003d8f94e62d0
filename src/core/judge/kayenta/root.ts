/** A place and what the function is there. */
export interface Point {
  readonly at: number;
  readonly value: number;
}

/** How near a root is near enough, on the scale of the metric: what R's `uniroot` and Kayenta use. */
const NEAR_ENOUGH = 1e-4;
const EPSILON = 2.220446049250313e-16;
const MOST_STEPS = 1001;

/**
 * Where a function crosses 0 between two points, by Brent's method (Algorithms for Minimization without
 * Derivatives, 1973, chapter 4): inverse interpolation where it helps, halving where it does not. For a step
 * function it ends on one side of the step, within 1e-4 of it; which side, and where, follows from the order of
 * the steps, so that is kept. Undefined as soon as the function is NaN.
 *
 * @example for x^2 - 2 from 0 to 2: 1.41421
 */
export function findRoot(
  evaluate: (at: number) => number,
  first: Point,
  second: Point,
): number | undefined {
  if (first.value === 0) return first.at;
  let [best, previous, opposite] = [second, first, first];
  for (let step = 0; step < MOST_STEPS; step++) {
    if (Number.isNaN(best.value)) return undefined;
    const lastMove = best.at - previous.at;
    if (Math.abs(opposite.value) < Math.abs(best.value)) {
      [previous, best, opposite] = [best, opposite, best];
    }
    const least = 2 * EPSILON * Math.abs(best.at) + NEAR_ENOUGH / 2;
    const half = (opposite.at - best.at) / 2;
    if (Math.abs(half) <= least || best.value === 0) return best.at;
    const move = interpolate(previous, best, opposite, lastMove, least) ?? half;
    const at = best.at + (Math.abs(move) < least ? (move > 0 ? least : -least) : move);
    [previous, best] = [best, { at, value: evaluate(at) }];
    if (best.value * opposite.value > 0) opposite = previous;
  }
  return best.at;
}

/** The move that a line or a parabola through the points suggests; undefined where halving is safer. */
function interpolate(
  previous: Point,
  best: Point,
  opposite: Point,
  lastMove: number,
  least: number,
): number | undefined {
  if (Math.abs(lastMove) < least || Math.abs(previous.value) <= Math.abs(best.value)) {
    return undefined;
  }
  const [p, q] = fraction(previous, best, opposite);
  const [numerator, denominator] = p > 0 ? [p, -q] : [-p, q];
  const reach = 0.75 * (opposite.at - best.at) * denominator;
  const isInside = numerator < reach - Math.abs(least * denominator) / 2;
  const isShrinking = numerator < Math.abs((lastMove * denominator) / 2);
  return isInside && isShrinking ? numerator / denominator : undefined;
}

/** The suggested move as a fraction, its sign reversed: the secant's, or that of inverse quadratic interpolation. */
function fraction(previous: Point, best: Point, opposite: Point): readonly [number, number] {
  const width = opposite.at - best.at;
  if (previous.at === opposite.at) {
    const slope = best.value / previous.value;
    return [width * slope, 1 - slope];
  }
  const q = previous.value / opposite.value;
  const r = best.value / opposite.value;
  const s = best.value / previous.value;
  const p = s * (width * q * (q - r) - (best.at - previous.at) * (r - 1));
  return [p, (q - 1) * (r - 1) * (s - 1)];
}
