/**
 * Writes how many, to the nearest whole, in groups of three.
 *
 * @example formatCount(49248.2) === '49,248'
 */
export function formatCount(count: number): string {
  return Math.round(count).toLocaleString('en-US');
}
