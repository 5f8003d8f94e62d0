const DENSITY_AT_0 = 1 / Math.sqrt(2 * Math.PI);

/**
 * The value that a standard normal variable stays below with probability p, 0 < p < 1; for p from 1e-6 to
 * 1 - 1e-6 to about 1e-10, between 0.001 and 0.999 to 1e-13. Newton's method from 0, from which it climbs to
 * the root without ever passing it.
 *
 * @example normalQuantile(0.99) === 2.3263478740408, normalQuantile(0.01) is the same below 0
 */
export function normalQuantile(p: number): number {
  if (!(p > 0 && p < 1)) throw new RangeError(`a probability must lie between 0 and 1, not ${p}`);
  if (p < 0.5) return -normalQuantile(1 - p);
  let quantile = 0;
  for (;;) {
    const next = quantile + (p - 0.5 - centralArea(quantile)) / density(quantile);
    if (!(next > quantile)) return quantile;
    quantile = next;
  }
}

function density(x: number): number {
  return DENSITY_AT_0 * Math.exp(-0.5 * x * x);
}

/** Chance of a value between 0 and x >= 0: density(x) * (x + x^3/3 + x^5/(3*5) + ...), all terms positive. */
function centralArea(x: number): number {
  let term = x;
  let sum = 0;
  for (let odd = 3; sum + term > sum; odd += 2) {
    sum += term;
    term *= (x * x) / odd;
  }
  return density(x) * sum;
}
