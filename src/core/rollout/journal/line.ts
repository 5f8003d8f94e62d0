import { z } from 'zod';
import type { Event } from '../event.ts';
import { quote } from '../one-line.ts';
import { EVENT_SCHEMAS, isEventType } from './event.ts';

/** The version every line bears. A change that older readers would misunderstand takes the next number. */
export const JOURNAL_VERSION = 2;

/** How a line hangs on the ones before it. */
export interface Link {
  /** Its number, counted from 1 in every rollout. */
  readonly n: number;
  /** The fingerprint of the line before, be it the last of the rollout before. */
  readonly after: string;
  /** The fingerprint of the text of earlier events; on the first line behind such a text only. */
  readonly earlier?: string;
}

export interface Line extends Link {
  readonly event: Event;
}

const link = z.object({
  n: z.int().positive(),
  after: z.string().regex(/^[0-9a-f]{64}$/, 'is no SHA-256'),
  earlier: z
    .string()
    .regex(/^[0-9a-f]{64}$/, 'is no SHA-256')
    .exactOptional(),
});

/**
 * One event as one line without its end, every instant as ISO 8601 to the millisecond; undefined with the
 * reason when it could not be read back (NaN, say).
 */
export function encodeLine(
  event: Event,
  { n, after, earlier }: Link,
): { readonly text: string } | { readonly problem: string } {
  const fields = z.safeEncode(EVENT_SCHEMAS[event.type] as z.ZodType<Event>, event);
  if (!fields.success)
    return { problem: `${event.type} cannot be written: ${explain(fields.error)}` };
  const text = JSON.stringify({
    v: JOURNAL_VERSION,
    n,
    after,
    ...(earlier !== undefined && { earlier }),
    ...(fields.data as object),
  });
  return { text };
}

/** An event's fields as a line has them; undefined when they could not be read back. */
export function encodeEvent(event: Event): object | undefined {
  const fields = z.safeEncode(EVENT_SCHEMAS[event.type] as z.ZodType<Event>, event);
  return fields.success ? (fields.data as object) : undefined;
}

/** Reads a line strictly: all fields and no others, of a known version and type. A string says what is wrong. */
export function decodeLine(text: string): Line | string {
  const record = parseObject(text);
  if (record === undefined) return `not a JSON object: ${quote(text)}`;
  const { v, n, after, earlier, ...fields } = record;
  if (v !== JOURNAL_VERSION) {
    return `version ${quote(v)} is unknown, ${JOURNAL_VERSION} is known: read it with the Sluice that wrote it`;
  }
  const hangs = link.safeParse({ n, after, ...(earlier !== undefined && { earlier }) });
  if (!hangs.success) return explain(hangs.error);
  const { type } = fields;
  if (!isEventType(type)) return `event type ${quote(type)} is unknown`;
  const event: z.ZodSafeParseResult<Event> = EVENT_SCHEMAS[type].safeParse(fields);
  return event.success ? { ...hangs.data, event: event.data } : `${type}: ${explain(event.error)}`;
}

export function parseObject(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Readonly<Record<string, unknown>>)
      : undefined;
  } catch {
    return undefined;
  }
}

export function explain(error: z.ZodError): string {
  const [issue] = error.issues;
  if (issue === undefined) return 'unreadable';
  const path = issue.path.join('.');
  return path === '' ? issue.message : `${path}: ${issue.message}`;
}
