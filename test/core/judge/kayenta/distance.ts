/** How far two numbers lie apart; 0 when both are NaN, NaN when one is. */
export function distance(a: number, b: number): number {
  return Number.isNaN(a) && Number.isNaN(b) ? 0 : Math.abs(a - b);
}
