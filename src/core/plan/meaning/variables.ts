import { suggest } from '../nearest.ts';
import type { Notes } from '../notes.ts';
import type { Path } from '../source/path.ts';
import { QUERY_VARIABLES, variablesIn } from '../variables.ts';
import { nameOf, quote } from '../wording.ts';

const ANY_VARIABLE = /\$(?:\{\s*([A-Za-z_]\w*)\s*\}|([A-Za-z_]\w*))/g;

/** Notes variables that are no environment variables in a field where these are bound. */
export function checkEnvironmentVariables(text: string, path: Path, notes: Notes): void {
  const known = new Set(variablesIn(text));
  for (const { name, index } of anyVariables(text)) {
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

/** Notes variables in a query that would be sent as they are. */
export function checkQueryVariables(
  query: string,
  path: Path,
  notes: Notes,
  known = QUERY_VARIABLES as readonly string[],
): void {
  for (const { name, index } of anyVariables(query)) {
    if (known.includes(name)) continue;
    const meant = known.map((word) => `$${word}`);
    notes.errorAt(
      notes.source.within(path, index),
      'unknown-variable',
      `${nameOf(path)} holds ${quote(`$${name}`)}`,
      known.length === 0
        ? 'a query of a gate knows no variables: it is about neither version'
        : suggest(
            `$${name}`,
            meant,
            'queries know `$version`, `$arm` and `$window`, and no environment variables',
          ),
    );
  }
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

function anyVariables(text: string): readonly { readonly name: string; readonly index: number }[] {
  return [...text.matchAll(ANY_VARIABLE)].map((match) => ({
    name: match[1] ?? match[2] ?? '',
    index: match.index,
  }));
}
