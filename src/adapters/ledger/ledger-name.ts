import { ledgerRef } from './ref.ts';

/** A ledger's target, as its ref tells it: the environment in lower case. */
export interface LedgerName {
  readonly environment: string;
  readonly name: string;
}

/**
 * The target whose ledger a ref holds; undefined for a ref that `ledgerRef` does not make.
 *
 * @example readLedgerRef('refs/rollouts/production/my=20app')?.name === 'my app'
 */
export function readLedgerRef(ref: string): LedgerName | undefined {
  const [, first = '', second = ''] = /^refs\/rollouts\/([^/]+)\/([^/]+)$/.exec(ref) ?? [];
  const environment = fromSegment(first);
  const name = fromSegment(second);
  if (!environment || !name) return undefined;
  return refOf(environment, name) === ref ? { environment, name } : undefined;
}

function fromSegment(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment.replaceAll('=', '%'));
  } catch {
    return undefined;
  }
}

function refOf(environment: string, name: string): string | undefined {
  try {
    return ledgerRef(environment, name);
  } catch {
    return undefined; // too long for a name
  }
}
