/**
 * Writes a ratio for people: two decimals below 2, where they matter, one below 10, none above; zeros at the end
 * are left out.
 *
 * @example formatRatio(1.254) === '1.25x', formatRatio(2.34) === '2.3x', formatRatio(41.7) === '42x'
 */
export function formatRatio(ratio: number): string {
  if (!Number.isFinite(ratio)) return '∞x';
  return `${Number(ratio.toFixed(ratio < 2 ? 2 : ratio < 10 ? 1 : 0))}x`;
}

/** Writes where a ratio lies: `1.6x to 3.4x`, or `4.2x or more`. */
export function formatRatioRange({ low, high }: { readonly low: number; readonly high: number }) {
  return Number.isFinite(high)
    ? `${formatRatio(low)} to ${formatRatio(high)}`
    : `${formatRatio(low)} or more`;
}
