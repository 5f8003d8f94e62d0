import { environmentSegment, refSegment } from '../../core/plan/ref-segment.ts';

/** Below which every ledger's ref lies. */
export const LEDGERS = 'refs/rollouts/';

/**
 * The ref that holds a target's ledger: `refs/rollouts/<environment>/<name>`. The environment's name knows no
 * case, as on GitHub: a target has one ledger, however a plan spells it.
 *
 * Throws a RangeError for a name that is empty or too long, which no valid plan holds.
 *
 * @example ledgerRef('Production', 'my app') === 'refs/rollouts/production/my=20app'
 */
export function ledgerRef(environment: string, name: string): string {
  const segments = [environmentSegment(environment), refSegment(name)];
  if (segments.includes(undefined)) {
    throw new RangeError(`${JSON.stringify([environment, name])} cannot be the name of a ref`);
  }
  return LEDGERS + segments.join('/');
}
