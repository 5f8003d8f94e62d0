const HALF_LN_2PI = 0.5 * Math.log(2 * Math.PI);

/** n! is exact in a double up to 18!, so these need no series. */
const SMALL_ERRORS = [0, ...Array.from({ length: 15 }, (_, i) => smallStirlingError(i + 1))];

function smallStirlingError(n: number): number {
  let factorial = 1;
  for (let i = 2; i <= n; i++) factorial *= i;
  return Math.log(factorial) - ((n + 0.5) * Math.log(n) - n + HALF_LN_2PI);
}

/** Stirling's series 1/(12x) - 1/(360x^3) + ...; the first term left out is below 2e-16 from x = 15. */
function stirlingSeries(x: number): number {
  const y = 1 / (x * x);
  return (1 / 12 - y * (1 / 360 - y * (1 / 1260 - y * (1 / 1680 - y * (1 / 1188))))) / x;
}

/**
 * How far Stirling's formula is off: ln n! - [(n + 1/2) ln n - n + ln(2 pi)/2], for whole n >= 0 (0 at 0 by
 * convention). It is small where ln n! is huge, which is what keeps counts of 1e9 exact.
 *
 * @example stirlingError(1) === 0.0810614667953... (1 - ln(2 pi)/2)
 */
export function stirlingError(n: number): number {
  return n < 16 ? (SMALL_ERRORS[n] ?? 0) : stirlingSeries(n);
}

/**
 * ln of the gamma function for x > 0, to about 1e-15 of its size.
 *
 * @example lnGamma(0.5) === 0.5723649429247... (ln of the square root of pi)
 */
export function lnGamma(x: number): number {
  let shift = 1;
  let y = x;
  for (; y < 15; y++) shift *= y;
  return (y - 0.5) * Math.log(y) - y + HALF_LN_2PI + stirlingSeries(y) - Math.log(shift);
}

/** ln of "n choose k" for whole 0 <= k <= n; absolute error about 1e-16 times n ln n. */
export function lnChoose(n: number, k: number): number {
  return lnGamma(n + 1) - lnGamma(k + 1) - lnGamma(n - k + 1);
}
