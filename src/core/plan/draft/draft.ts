import * as z from 'zod';

import type { Notes } from '../notes.ts';
import type { Path } from '../source/path.ts';
import { isMapping } from '../source/values.ts';
import type { Value } from '../source/values.ts';
import { checkAlternatives } from './alternatives.ts';
import { noteMisfit, noteMisfitOfWhole, noteMisnomer, noteMissing } from './misfit.ts';
import { noteUnknownKey } from './unknown-key.ts';
import type { Surroundings } from './unknown-key.ts';

/**
 * A document of which any part may be missing. Whatever is missing is either optional or was complained
 * about, so that one mistake never hides another.
 */
export type Draft<Whole> = Whole extends readonly (infer Item)[]
  ? [Item] extends [string]
    ? Whole
    : readonly (Draft<Item> | undefined)[]
  : Whole extends object
    ? { readonly [Key in keyof Whole]?: Draft<Whole[Key]> | undefined }
    : Whole;

/**
 * Reads the parts of a document one by one against its schema and notes every misfit at its place.
 * Zod alone returns nothing as soon as one part is wrong.
 */
export function readDraft<Schema extends z.ZodType>(
  schema: Schema,
  notes: Notes,
): Draft<z.output<Schema>> | undefined {
  const draft = readPart({ schema, value: notes.source.value, path: [], around: [] }, notes);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the reader follows the schema, so what it returns has the schema's form
  return draft as Draft<z.output<Schema>> | undefined;
}

interface Part {
  readonly schema: z.core.$ZodType;
  readonly value: Value | undefined;
  readonly path: Path;
  /** The mappings around it, the outermost first. */
  readonly around: Surroundings;
}

function readPart(part: Part, notes: Notes): unknown {
  const { schema, value } = part;
  if (schema instanceof z.ZodOptional) {
    return value === undefined ? undefined : readPart({ ...part, schema: schema.unwrap() }, notes);
  }
  if (schema instanceof z.ZodObject) return readMapping({ ...part, schema }, notes);
  if (schema instanceof z.ZodRecord) return readRecord({ ...part, schema }, notes);
  if (schema instanceof z.ZodArray && !isLeaf(schema.element)) {
    return readList({ ...part, schema }, notes);
  }
  const inner = isMapping(value) ? mappingOption(schema) : undefined;
  return inner === undefined ? readLeaf(part, notes) : readPart({ ...part, schema: inner }, notes);
}

function readMapping(part: Part & { readonly schema: z.ZodObject }, notes: Notes): unknown {
  const { schema, value, path, around } = part;
  if (!isMapping(value)) return noteMisfit(part, notes);
  const shape = schema.shape;
  const within = [...around, { path, shape }];
  const mistaken = Object.keys(value)
    .filter((key) => !Object.hasOwn(shape, key))
    .map((key) => noteUnknownKey(key, within, notes));
  const draft: Record<string, unknown> = {};
  for (const [key, inner] of Object.entries(shape)) {
    const child = { schema: inner, value: value[key], path: [...path, key], around: within };
    if (Object.hasOwn(value, key)) draft[key] = readPart(child, notes);
    else if (!(inner instanceof z.ZodOptional) && !mistaken.includes(key))
      noteMissing(child, notes);
  }
  if (mistaken.length === 0) checkAlternatives(schema, value, path, notes);
  return draft;
}

function readRecord(part: Part & { readonly schema: z.ZodRecord }, notes: Notes): unknown {
  const { schema, value, path } = part;
  if (!isMapping(value)) return noteMisfit(part, notes);
  const entries = Object.entries(value).map(([key, inner]) => {
    const place = [...path, key];
    noteMisnomer(schema.keyType, key, place, notes);
    return [key, readPart({ ...part, schema: schema.valueType, value: inner, path: place }, notes)];
  });
  return Object.fromEntries(entries);
}

function readList(part: Part & { readonly schema: z.ZodArray }, notes: Notes): unknown {
  const { schema, value, path } = part;
  if (!Array.isArray(value)) return noteMisfit(part, notes);
  noteMisfitOfWhole(part, notes);
  return value.map((item: Value, index) =>
    readPart({ ...part, schema: schema.element, value: item, path: [...path, index] }, notes),
  );
}

function readLeaf(part: Part, notes: Notes): unknown {
  const result = z.safeParse(part.schema, part.value);
  return result.success ? result.data : noteMisfit(part, notes);
}

/** What Zod can be asked about as a whole without hiding mistakes: anything that holds no mapping of its own. */
function isLeaf(schema: z.core.$ZodType): boolean {
  return !(schema instanceof z.ZodObject || schema instanceof z.ZodUnion);
}

/** The mapping among the forms a value may take: `deploy: ./up.sh` or `deploy: { run: ./up.sh }`. */
function mappingOption(schema: z.core.$ZodType): z.core.$ZodType | undefined {
  return schema instanceof z.ZodUnion
    ? schema.options.find((option) => option instanceof z.ZodObject)
    : undefined;
}
