import type { Looks } from '../plan/plan.ts';
import type { Look } from './look.ts';
import type { LookCounts } from './report.ts';

export type Limit = 'failureLimit' | 'inconclusiveLimit' | 'consecutiveErrorLimit';

/** Counts looks by outcome; pending ones are not counted. */
export function countLooks(looks: readonly Pick<Look, 'outcome'>[]): LookCounts {
  const count = (outcome: Look['outcome']): number =>
    looks.filter((look) => look.outcome === outcome).length;
  return {
    successful: count('successful'),
    failed: count('failed'),
    inconclusive: count('inconclusive'),
    errors: count('error'),
  };
}

/** Errors in a row up to and including the newest look. */
export function consecutiveErrors(looks: readonly Pick<Look, 'outcome'>[]): number {
  return looks.length - 1 - looks.findLastIndex((look) => look.outcome !== 'error');
}

/**
 * Which limit the looks have gone beyond. Limits compare with `>` as Argo's do: a limit of 0 is exceeded by
 * the first look, a limit of -1 never. Failures come first: what is proven weighs more than what is unknown.
 *
 * @example failureLimit 2: two failed looks are tolerated, the third exceeds it
 */
export function exceededLimit(
  looks: readonly Pick<Look, 'outcome'>[],
  limits: Looks,
): Limit | undefined {
  const counts = countLooks(looks);
  if (isBeyond(counts.failed, limits.failureLimit)) return 'failureLimit';
  if (isBeyond(consecutiveErrors(looks), limits.consecutiveErrorLimit))
    return 'consecutiveErrorLimit';
  if (isBeyond(counts.inconclusive, limits.inconclusiveLimit)) return 'inconclusiveLimit';
  return undefined;
}

function isBeyond(count: number, limit: number): boolean {
  return limit >= 0 && count > limit;
}
