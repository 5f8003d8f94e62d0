import * as z from 'zod';

import { nearest } from '../nearest.ts';
import type { Notes } from '../notes.ts';
import type { Path } from '../source/path.ts';
import { list, nameOf, quote } from '../wording.ts';

/** A mapping and the keys it knows. */
interface Level {
  readonly path: Path;
  readonly shape: Readonly<Record<string, z.core.$ZodType>>;
}

/** Mappings around each other, the outermost first. */
export type Surroundings = readonly Level[];

/**
 * Notes a key that the innermost mapping does not know, and says where it belongs or what was meant.
 * Returns the known key it most likely stands for.
 */
export function noteUnknownKey(
  key: string,
  around: Surroundings,
  notes: Notes,
): string | undefined {
  const [here, ...outer] = around.toReversed();
  if (here === undefined) return undefined;
  const known = Object.keys(here.shape);
  const meant = nearest(key, known);
  notes.errorAt(
    notes.source.keyPosition([...here.path, key]),
    'unknown-key',
    `unknown key ${quote(key)} in ${nameOf(here.path)}`,
    adviceFor(key, here, outer, meant),
  );
  return meant;
}

function adviceFor(
  key: string,
  here: Level,
  outer: Surroundings,
  meant: string | undefined,
): string {
  if (key === '<<') return 'write the keys out: merge keys are not part of YAML 1.2';
  const owner = outer.find((level) => Object.hasOwn(level.shape, key));
  if (owner !== undefined) return `it belongs to ${nameOf(owner.path)}: indent it less`;
  const inner = innerOwner(key, here);
  if (inner !== undefined) return `it belongs inside \`${inner}\`: indent it more`;
  if (meant !== undefined) return `did you mean \`${meant}\`?`;
  return `known here: ${list(Object.keys(here.shape))}`;
}

/** The key of this mapping whose own mapping knows the word. */
function innerOwner(key: string, { shape }: Level): string | undefined {
  return Object.keys(shape).find((name) => {
    const schema = shape[name];
    const inner = schema instanceof z.ZodOptional ? schema.unwrap() : schema;
    return inner instanceof z.ZodObject && Object.hasOwn(inner.shape, key);
  });
}
