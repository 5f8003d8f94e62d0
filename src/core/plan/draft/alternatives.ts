import type * as z from 'zod';

import { alternativesOf } from '../document/mapping.ts';
import type { Notes } from '../notes.ts';
import type { Path } from '../source/path.ts';
import type { Value } from '../source/values.ts';
import { list, nameOf } from '../wording.ts';

/** Notes a mapping that holds none, or more than one, of the sets of keys it may hold. */
export function checkAlternatives(
  schema: z.ZodObject,
  value: { readonly [key: string]: Value },
  path: Path,
  notes: Notes,
): void {
  const alternatives = alternativesOf.get(schema);
  if (alternatives === undefined) return;
  const { sets, expected } = alternatives;
  const given = [...new Set(sets.flat())].filter((key) => Object.hasOwn(value, key));
  if (sets.some((set) => isSame(set, given))) return;
  if (given.length === 0) {
    notes.error(path, 'one-of', `${nameOf(path)} does not say which kind it is`, expected);
    return;
  }
  const wanted = sets.find((set) => given.every((key) => set.includes(key)));
  const lacking = wanted?.filter((key) => !given.includes(key)) ?? [];
  const found = `${nameOf(path)} holds ${list(given)}`;
  if (lacking.length > 0) notes.error(path, 'missing-key', found, `add ${list(lacking)}`);
  else notes.error(path, 'one-of', found, `${expected}, and only that`);
}

function isSame(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((key) => other.includes(key));
}
