/**
 * The ref that holds a target's ledger: `refs/rollouts/<environment>/<name>`.
 *
 * Letters, digits, `-`, `_` and single dots stay as they are; any other character becomes `=` and the hex of
 * its UTF-8 bytes, so that every name has a ref and no two names share one. An empty name becomes `=`.
 * Throws a URIError on half a surrogate pair, which no plan can hold.
 *
 * @example ledgerRef('production', 'my app') === 'refs/rollouts/production/my=20app'
 */
export function ledgerRef(environment: string, name: string): string {
  return `refs/rollouts/${toSegment(environment)}/${toSegment(name)}`;
}

/** A ledger's place, as its ref tells it. */
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
  if (environment === undefined || name === undefined) return undefined;
  return ledgerRef(environment, name) === ref ? { environment, name } : undefined;
}

function fromSegment(segment: string): string | undefined {
  if (segment === '=') return '';
  try {
    return decodeURIComponent(segment.replaceAll('=', '%'));
  } catch {
    return undefined;
  }
}

function toSegment(text: string): string {
  if (text === '') return '=';
  return (
    encodeURIComponent(text)
      .replaceAll(
        /[!'()*~]/g,
        (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
      )
      // Git forbids a dot first, last, twice, or before a final `lock`.
      .replaceAll(/^\.|\.(?=\.|$|lock$)/g, '%2E')
      .replaceAll('%', '=')
  );
}
