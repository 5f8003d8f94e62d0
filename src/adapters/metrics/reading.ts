import type { ArmReading, NoDataReason, ProviderErrorReason } from '../../core/measurement.ts';

/** A reading without a number: no data, or no answer. */
export type NoReading = Exclude<ArmReading, { outcome: 'sample' }>;

/** A step on the way to a reading: what was wanted, or the reading that says why it is not to be had. */
export type Obtained<T> = { readonly outcome: 'obtained'; readonly value: T } | NoReading;

export function obtained<T>(value: T): Obtained<T> {
  return { outcome: 'obtained', value };
}

export function noData(reason: NoDataReason, detail: string): NoReading {
  return { outcome: 'no-data', reason, detail };
}

export function failed(reason: ProviderErrorReason, detail: string): NoReading {
  return { outcome: 'error', reason, detail };
}

/** All of the values, or the first reading that says why one is missing. */
export function allOf<T>(steps: readonly Obtained<T>[]): Obtained<readonly T[]> {
  const values: T[] = [];
  for (const step of steps) {
    if (step.outcome !== 'obtained') return step;
    values.push(step.value);
  }
  return obtained(values);
}
