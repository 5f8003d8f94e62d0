import { stirlingError } from './gamma.ts';

/**
 * x ln(x / mean) + mean - x, the deviance of x events where `mean` were expected, without the cancellation
 * that the formula has near x = mean. x >= 0, mean > 0.
 */
export function deviance(x: number, mean: number): number {
  if (x === 0) return mean;
  const difference = x - mean;
  if (Math.abs(difference) > 0.1 * (x + mean)) return x * Math.log(x / mean) - difference;
  // ln(x / mean) = 2 artanh(v), summed from the cubic term on; |v| <= 0.1, so 10 terms reach 1e-20.
  const v = difference / (x + mean);
  const square = v * v;
  let sum = 0;
  let power = v * square;
  for (let k = 3; k <= 21; k += 2) {
    sum += power / k;
    power *= square;
  }
  return difference * v + 2 * x * sum;
}

/**
 * ln of the binomial probability of x successes in n trials whose odds are `odds`, for whole 0 <= x <= n and
 * odds > 0. Loader's saddle-point form (C. Loader, "Fast and Accurate Computation of Binomial Probabilities",
 * 2000): no term is larger than the answer needs, so n = 1e9 keeps 12 digits.
 *
 * @example lnBinomialMass(2, 4, 1) === Math.log(6 / 16)
 */
export function lnBinomialMass(x: number, n: number, odds: number): number {
  const success = odds / (1 + odds);
  const failure = 1 / (1 + odds);
  if (x === 0) return -n * Math.log1p(odds);
  if (x === n) return -n * Math.log1p(1 / odds);
  return (
    stirlingError(n) -
    stirlingError(x) -
    stirlingError(n - x) -
    deviance(x, n * success) -
    deviance(n - x, n * failure) -
    0.5 * Math.log(2 * Math.PI * x * (1 - x / n))
  );
}
