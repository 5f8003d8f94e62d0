/** An independent oracle: the noncentral hypergeometric distribution in whole numbers, without rounding. */

export function choose(n: number, k: number): bigint {
  if (k < 0 || k > n) return 0n;
  let result = 1n;
  for (let i = 1; i <= k; i++) result = (result * BigInt(n - k + i)) / BigInt(i);
  return result;
}

/** ln of a positive whole number of any size. */
export function lnWhole(value: bigint): number {
  const excess = Math.max(0, value.toString(2).length - 1000);
  return Math.log(Number(value >> BigInt(excess))) + excess * Math.LN2;
}

/** psi as a fraction in tenths: 25 is 2.5. */
export type Tenths = number;

/** The weights choose(canary, a) choose(baseline, events - a) psi^a, times 10^events, for every possible a. */
export function weights(
  canary: number,
  baseline: number,
  events: number,
  psi: Tenths,
): ReadonlyMap<number, bigint> {
  const found = new Map<number, bigint>();
  const first = Math.max(0, events - baseline);
  let inCanary = choose(canary, first);
  let inBaseline = choose(baseline, events - first);
  for (let a = first; a <= Math.min(canary, events); a++) {
    found.set(a, inCanary * inBaseline * BigInt(psi) ** BigInt(a) * 10n ** BigInt(events - a));
    inCanary = (inCanary * BigInt(canary - a)) / BigInt(a + 1);
    inBaseline = (inBaseline * BigInt(events - a)) / BigInt(baseline - events + a + 1);
  }
  return found;
}

/** ln C(psi). */
export function lnNormaliser(
  canary: number,
  baseline: number,
  events: number,
  psi: Tenths,
): number {
  let sum = 0n;
  for (const weight of weights(canary, baseline, events, psi).values()) sum += weight;
  return lnWhole(sum) - events * Math.log(10);
}

/** The probability of every number of canary events. */
export function probabilities(
  canary: number,
  baseline: number,
  events: number,
  psi: Tenths,
): ReadonlyMap<number, number> {
  const total = lnNormaliser(canary, baseline, events, psi) + events * Math.log(10);
  return new Map(
    [...weights(canary, baseline, events, psi)].map(([a, weight]) => [
      a,
      Math.exp(lnWhole(weight) - total),
    ]),
  );
}
