import { z } from 'zod';
import type { Event } from './event.ts';
import { EVENT_SCHEMAS, isEventType } from './journal/event.ts';
import { quote } from './one-line.ts';

/** The version every line bears. A change that older readers would misunderstand takes the next number. */
export const JOURNAL_VERSION = 1;

export interface JournalProblem {
  /** Counted from 1. */
  readonly line: number;
  /** What is wrong there, in one line. */
  readonly problem: string;
}

export type DecodedJournal =
  | { readonly outcome: 'decoded'; readonly events: readonly Event[] }
  | { readonly outcome: 'malformed'; readonly problems: readonly JournalProblem[] };

export type ExtendedJournal =
  | { readonly outcome: 'extended'; readonly text: string }
  | { readonly outcome: 'malformed'; readonly problem: string };

/**
 * Writes events behind a journal's text, one JSON object a line:
 * `{"v":1,"n":7,"at":"2026-11-22T03:00:00.000Z","type":"weight-set","weight":5,"verified":true}`.
 *
 * `n` counts the lines of a rollout from 1, so that a line that was lost, doubled or moved shows. Every
 * instant is written as ISO 8601 to the millisecond. `rollout-started` may only come first and begins the
 * text anew. Malformed when an event cannot be written so that it would be read back (NaN, say), when there
 * is no event, or when the journal would not begin with `rollout-started`.
 */
export function extendJournal(text: string | undefined, events: readonly Event[]): ExtendedJournal {
  const isFresh = events[0]?.type === 'rollout-started';
  if (events.length === 0) return refuse('there is no event to write');
  if (events.slice(1).some((event) => event.type === 'rollout-started')) {
    return refuse('rollout-started may only come first');
  }
  if (text === undefined && !isFresh) return refuse('a journal begins with rollout-started');

  let extended = isFresh || text === undefined ? '' : text;
  let n = countLines(extended);
  for (const event of events) {
    const line = z.safeEncode(EVENT_SCHEMAS[event.type] as z.ZodType<Event>, event);
    if (!line.success) return refuse(`${event.type} cannot be written: ${explain(line.error)}`);
    n += 1;
    extended += `${JSON.stringify({ v: JOURNAL_VERSION, n, ...(line.data as object) })}\n`;
  }
  return { outcome: 'extended', text: extended };
}

function refuse(problem: string): ExtendedJournal {
  return { outcome: 'malformed', problem };
}

function countLines(text: string): number {
  return text.split('\n').length - 1;
}

/**
 * Reads a journal strictly. Every line must be whole, of a known version and type, in its place, with all
 * fields and no others: anything else is named with its line, and then no event is returned at all.
 */
export function decodeJournal(text: string): DecodedJournal {
  if (text === '') return malformed([{ line: 1, problem: 'the journal is empty' }]);
  const lines = text.split('\n');
  const unfinished = lines.pop();
  const events: Event[] = [];
  const problems: JournalProblem[] = [];
  for (const [index, line] of lines.entries()) {
    const read = decodeLine(line, index + 1);
    if (typeof read === 'string') problems.push({ line: index + 1, problem: read });
    else events.push(read);
  }
  if (unfinished !== '') {
    problems.push({ line: lines.length + 1, problem: 'the last line was cut off' });
  }
  return problems.length > 0 ? malformed(problems) : { outcome: 'decoded', events };
}

function malformed(problems: readonly JournalProblem[]): DecodedJournal {
  return { outcome: 'malformed', problems };
}

/** The event of a line, or what is wrong with it. */
function decodeLine(line: string, place: number): Event | string {
  const record = parseObject(line);
  if (record === undefined) return `not a JSON object: ${quote(line)}`;
  const { v, n, ...fields } = record;
  if (v !== JOURNAL_VERSION) {
    return `version ${quote(v)} is unknown, ${JOURNAL_VERSION} is known: read it with the Sluice that wrote it`;
  }
  if (n !== place) return `numbered ${quote(n)} in place ${place}: a line was lost, added or moved`;
  const { type } = fields;
  if (!isEventType(type)) return `event type ${quote(type)} is unknown`;
  if ((type === 'rollout-started') !== (place === 1)) {
    return place === 1
      ? `begins with ${type} where only rollout-started can stand`
      : 'rollout-started may only come first';
  }
  const event: z.ZodSafeParseResult<Event> = EVENT_SCHEMAS[type].safeParse(fields);
  return event.success ? event.data : `${type}: ${explain(event.error)}`;
}

function parseObject(line: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Readonly<Record<string, unknown>>)
      : undefined;
  } catch {
    return undefined;
  }
}

function explain(error: z.ZodError): string {
  const [issue] = error.issues;
  if (issue === undefined) return 'unreadable';
  const path = issue.path.join('.');
  return path === '' ? issue.message : `${path}: ${issue.message}`;
}
