import { types } from 'node:util';
import { runInNewContext } from 'node:vm';
import type { Duration } from '../../core/quantity/instant.ts';

export type Bounded<T> =
  { readonly outcome: 'done'; readonly value: T } | { readonly outcome: 'late' };

/**
 * Does work that must not take long, and breaks it off when it does: no timer can, as long as it computes. What
 * the work throws is thrown.
 */
export function bound<T>(work: () => T, most: Duration): Bounded<T> {
  let value: T | undefined;
  const run = () => {
    value = work();
  };
  try {
    runInNewContext('run()', { run }, { timeout: most });
  } catch (error) {
    if (isTimeout(error)) return { outcome: 'late' };
    throw error;
  }
  return { outcome: 'done', value: value as T };
}

function isTimeout(error: unknown): boolean {
  return (
    types.isNativeError(error) && 'code' in error && error.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT'
  );
}
