import * as z from 'zod';

import type { Notes } from '../notes.ts';
import type { Path } from '../source/path.ts';
import type { Value } from '../source/values.ts';
import { describe, describeKind, nameOf, quote } from '../wording.ts';

interface Misfit {
  readonly schema: z.core.$ZodType;
  readonly value: Value | undefined;
  readonly path: Path;
}

/** Values that are never repeated in a message. */
const SECRETS: ReadonlySet<string | number> = new Set([
  'basic',
  'password',
  'bearer',
  'headers',
  'token',
  'secret',
  'routing-key',
]);

/** Notes what a value is and what it should be; the schema's own messages say the latter. */
export function noteMisfit(misfit: Misfit, notes: Notes): undefined {
  const told = new Set<string>();
  for (const issue of issuesOf(misfit)) {
    const place = issue.path.join('/');
    if (!told.has(place)) noteIssue(misfit, issue, notes);
    told.add(place);
  }
}

/** The same, but only what is wrong with a list as a whole: its length. */
export function noteMisfitOfWhole(misfit: Misfit, notes: Notes): void {
  const own = issuesOf(misfit).find(({ path }) => path.length === 0);
  if (own !== undefined) noteIssue(misfit, own, notes);
}

function issuesOf({ schema, value }: Misfit): readonly z.core.$ZodIssue[] {
  return z.safeParse(schema, value).error?.issues ?? [];
}

function noteIssue({ value, path }: Misfit, issue: z.core.$ZodIssue, notes: Notes): void {
  const inner = issue.path.filter((step) => typeof step !== 'symbol');
  const whole = [...path, ...inner];
  const isSecret = whole.some((step) => SECRETS.has(step)) || isAddressToPostTo(whole);
  const found = (isSecret ? describeKind : describe)(valueAt(value, inner));
  notes.error(whole, 'wrong-value', `${nameOf(whole)} is ${found}`, issue.message);
}

/** Whoever knows the address of a channel may post to it. */
function isAddressToPostTo(path: Path): boolean {
  return path[0] === 'notifications' && path.includes('url');
}

/** Notes a key that is no name of the kind asked for. */
export function noteMisnomer(schema: z.core.$ZodType, key: string, path: Path, notes: Notes): void {
  const issue = z.safeParse(schema, key).error?.issues[0];
  if (issue === undefined) return;
  const place = notes.source.keyPosition(path);
  notes.errorAt(place, 'wrong-value', `${quote(key)} is used as a name`, issue.message);
}

/** Notes that a key is missing from the mapping around it. */
export function noteMissing({ schema, path }: Misfit, notes: Notes): void {
  const expected = z.safeParse(schema, undefined).error?.issues[0]?.message ?? 'add it';
  const key = quote(String(path.at(-1)));
  const around = path.slice(0, -1);
  notes.error(around, 'missing-key', `${nameOf(around)} has no ${key}`, expected);
}

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (inner, step) =>
      typeof inner === 'object' && inner !== null ? Reflect.get(inner, step) : undefined,
    value,
  );
}
