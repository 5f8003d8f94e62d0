/** The margin with ten baseline pods or more, whose differences can be measured, and with fewer or unknown ones. */
const MARGIN_WITH_PODS = 1.1;
const MARGIN_WITHOUT_PODS = 1.25;
const ENOUGH_PODS = 10;

/** The margin that keeps the promised error rate on noisy services. */
export function defaultMargin(baselinePods: number): number {
  return baselinePods >= ENOUGH_PODS ? MARGIN_WITH_PODS : MARGIN_WITHOUT_PODS;
}

/** A doubling is excluded, wrongly in one of twenty. */
export const DEFAULT_HARMLESS = { margin: 2, alpha: 0.05 };
