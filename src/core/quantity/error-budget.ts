/** What was asked for and what of it failed, over the same time. */
export interface Outcomes {
  readonly failures: number;
  /** Above 0. */
  readonly total: number;
}

/**
 * How many times faster than allowed failures come: 1 spends exactly the whole error budget in the window of the
 * objective, 2 in half of it. `objective` is the share that is to succeed, above 0 and below 1.
 *
 * Source: The Site Reliability Workbook, chapter 5, "Alerting on Burn Rate": error rate / (1 - SLO).
 * Of 100,000 requests 1,440 failed, of which 0.1% may: 0.0144 / 0.001 = 14.4. An hour of that spends
 * 14.4 / 720 = 2% of the budget of 30 days.
 *
 * @example burnRate({ failures: 1_440, total: 100_000 }, 0.999) // 14.4
 */
export function burnRate({ failures, total }: Outcomes, objective: number): number {
  return round(failures / total / (1 - objective));
}

/**
 * The share of the error budget that is left over the window of the objective; negative once it is overspent.
 * Of 1,000,000 requests 1,000 may fail; where 400 did, 1 - 400 / 1,000 = 60% is left.
 *
 * @example budgetLeft({ failures: 400, total: 1_000_000 }, 0.999) // 0.6
 */
export function budgetLeft(outcomes: Outcomes, objective: number): number {
  return round(1 - burnRate(outcomes, objective));
}

/** 1 - 0.999 is 0.0010000000000000009: twelve digits are more than anyone counts. */
function round(value: number): number {
  return Number(value.toPrecision(12));
}
