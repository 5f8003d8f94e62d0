import type { Duration } from '../../quantity/instant.ts';
import type { Notes } from '../notes.ts';
import { bindQuery } from '../query/binding.ts';
import type { Path } from '../source/path.ts';
import { QUERY_VARIABLES, variablesIn } from '../variables.ts';
import { nameOf, quote } from '../wording.ts';

const ANY_VARIABLE = /\$(?:\{\s*([A-Za-z_]\w*)\s*\}|([A-Za-z_]\w*))/g;

/** In queries `${name}` may be a group of label_replace(). */
const BARE_VARIABLE = /\$([A-Za-z_]\w*)/g;

/** Notes variables that are no environment variables in a field where these are bound. */
export function checkEnvironmentVariables(text: string, path: Path, notes: Notes): void {
  const known = new Set(variablesIn(text));
  for (const { name, index } of variables(text, ANY_VARIABLE)) {
    if (known.has(name)) continue;
    const isReserved = QUERY_VARIABLES.some((reserved) => reserved === name);
    notes.errorAt(
      notes.source.within(path, index),
      'unknown-variable',
      `${nameOf(path)} holds ${quote(`$${name}`)}`,
      isReserved
        ? 'this is known in queries only; here write an environment variable in capitals'
        : `write environment variables in capitals: \`$${name.toUpperCase()}\``,
    );
  }
}

/** Whether the variables of a query can be bound where they stand; notes the first that cannot. */
export function checkBinding(
  query: string,
  path: Path,
  notes: Notes,
  window: Duration | undefined,
): boolean {
  const bound = bindQuery(query, { version: 'v1', arm: 'canary', window });
  if (bound.outcome === 'bound') return true;
  const { index, code, found, expected } = bound.slip;
  notes.errorAt(
    notes.source.within(path, index),
    code,
    `${nameOf(path)} cannot be asked: ${found}`,
    expected,
  );
  return false;
}

/** Notes variables that a query would be sent with as they are: it is about neither version. */
export function checkQueryVariables(
  query: string,
  path: Path,
  notes: Notes,
  known: readonly string[],
): void {
  for (const { name, index } of variables(query, BARE_VARIABLE)) {
    if (known.includes(name)) continue;
    notes.errorAt(
      notes.source.within(path, index),
      'unknown-variable',
      `${nameOf(path)} holds ${quote(`$${name}`)}`,
      known.length === 0
        ? 'a query of a gate knows no variables: it is about neither version'
        : `this query knows ${known.map((one) => `\`$${one}\``).join(', ')} alone: it is about neither version`,
    );
  }
}

/** Checks an address: its variables, and that no password is written out in it. */
export function checkAddress(url: string, path: Path, notes: Notes): void {
  checkEnvironmentVariables(url, path, notes);
  const credentials = /\/\/([^@/]*)@/.exec(url)?.[1];
  if (credentials !== undefined) warnAboutLiteralSecret(credentials, path, notes);
}

/** A credential written out is in the history of the repository for good. */
export function warnAboutLiteralSecret(text: string, path: Path, notes: Notes): void {
  if (text.includes('$')) return;
  notes.warn(
    path,
    'literal-secret',
    `${nameOf(path)} is written out in the plan`,
    'put it into a secret and name the variable, such as `$PROMETHEUS_TOKEN`',
  );
}

function variables(
  text: string,
  form: RegExp,
): readonly { readonly name: string; readonly index: number }[] {
  return [...text.matchAll(form)].map((match) => ({
    name: match[1] ?? match[2] ?? '',
    index: match.index,
  }));
}
