import * as z from 'zod';
import { list } from '../wording.ts';

/** Which sets of keys a mapping may hold: exactly one of the sets, besides keys that are in none. */
export interface Alternatives {
  readonly sets: readonly (readonly string[])[];
  /** What to write, for messages. */
  readonly expected: string;
}

/** Alternatives by schema: told to editors as `oneOf`, and to the reader of drafts through this. */
export const alternativesOf = z.registry<Alternatives>();

/** A mapping that allows its keys and no others. */
export function mapping<Shape extends z.ZodRawShape>(what: string, shape: Shape) {
  return z.strictObject(shape, { error: `write ${what}` });
}

/** A mapping that must hold exactly one of several sets of keys. */
export function alternatives<Shape extends z.ZodRawShape>(
  what: string,
  sets: readonly (readonly (keyof Shape & string)[])[],
  shape: Shape,
) {
  const schema = mapping(what, shape).meta({ oneOf: sets.map((required) => ({ required })) });
  alternativesOf.add(schema, { sets, expected: `write ${what}` });
  return schema;
}

/** A mapping that says by its one key of what kind it is. */
export function oneKindOf<
  Kind extends string,
  Shape extends z.ZodRawShape & Record<Kind, z.ZodType>,
>(what: string, kinds: readonly Kind[], shape: Shape) {
  return alternatives(
    `one kind of ${what}: ${list(kinds, 'or')}`,
    kinds.map((kind) => [kind]),
    shape,
  );
}

/** A key that may be left out, with what is taken then. */
export function optional<Schema extends z.ZodType>(
  schema: Schema,
  description: string,
  otherwise?: string | number | boolean,
) {
  return schema
    .optional()
    .meta({ description, ...(otherwise === undefined ? {} : { default: otherwise }) });
}
