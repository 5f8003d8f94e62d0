import type { Range } from '../judge/report.ts';
import { lnBinomialMass } from '../judge/statistics/binomial.ts';

/** Chance that the range misses on either side. */
const MISS = 0.025;

/**
 * The range that holds the true share with 95% confidence when `hits` of `trials` were seen: Clopper and
 * Pearson's, which promises that much for any share (Biometrika 26, 1934).
 *
 * @example rangeOfShare(0, 288) is 0 to 0.0127; rangeOfShare(3, 100) is 0.0062 to 0.0852
 */
export function rangeOfShare(hits: number, trials: number): Range {
  if (trials === 0) return { low: 0, high: 1 };
  return {
    low: hits === 0 ? 0 : solve((share) => 1 - atMost(hits - 1, trials, share) < MISS),
    high: hits === trials ? 1 : solve((share) => atMost(hits, trials, share) > MISS),
  };
}

/** Chance of at most `hits`, 0 < share < 1. */
function atMost(hits: number, trials: number, share: number): number {
  const odds = share / (1 - share);
  let chance = 0;
  for (let count = 0; count <= hits; count += 1) {
    chance += Math.exp(lnBinomialMass(count, trials, odds));
  }
  return Math.min(1, chance);
}

/** The largest share for which it holds, to 1e-9. */
function solve(holds: (share: number) => boolean): number {
  let low = 0;
  let high = 1;
  while (high - low > 1e-9) {
    const middle = (low + high) / 2;
    if (holds(middle)) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
