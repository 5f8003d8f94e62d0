import { normalQuantile } from './normal.ts';

/** Of the value itself. */
const AMPLITUDE = 1e-5;

/**
 * Sets apart values that are all the same, so that two constant arms can be ranked against each other. Kayenta
 * adds random noise with a standard deviation of 1e-5 of the value; this adds what such noise would be if it
 * were spread evenly, so that the same values are always judged the same. A single value, 0 and Infinity stay
 * as they are.
 *
 * @example spreadTies([10, 10]) is 9.99993 and 10.00007: 10 -+ 10 * 1e-5 * 0.6745
 */
export function spreadTies(values: readonly number[]): readonly number[] {
  return values.map((value, index) => {
    const noise = value * AMPLITUDE * normalQuantile((index + 0.5) / values.length);
    return Number.isFinite(value) ? value + noise : value;
  });
}
