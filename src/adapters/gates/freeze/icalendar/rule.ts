import { parseStamp } from './stamp.ts';
import type { Stamp } from './stamp.ts';

/** A rule by which an event comes again, found to be one. */
export interface Rule {
  /** As written, without its end in time. */
  readonly text: string;
  /** The last moment at which it may come; a date means all of that day. */
  readonly until?: Stamp;
}

const FREQUENCY = /^(?:SECOND|MINUTE|HOUR|DAI|WEEK|MONTH|YEAR)LY$/;
const DAY = '(?:MO|TU|WE|TH|FR|SA|SU)';

/** What a part of a rule may be; each of a list where lists are allowed. */
const PARTS: Readonly<Record<string, (value: string) => boolean>> = {
  FREQ: (value) => FREQUENCY.test(value),
  INTERVAL: (value) => isWithin(value, 1, 10_000),
  COUNT: (value) => isWithin(value, 1, 1_000_000),
  WKST: (value) => new RegExp(`^${DAY}$`).test(value),
  BYSECOND: each((value) => isWithin(value, 0, 59)),
  BYMINUTE: each((value) => isWithin(value, 0, 59)),
  BYHOUR: each((value) => isWithin(value, 0, 23)),
  BYDAY: each((value) => new RegExp(`^(?:[+-]?(?:[1-9]|[1-4]\\d|5[0-3]))?${DAY}$`).test(value)),
  BYMONTHDAY: each((value) => isWithinBoth(value, 31)),
  BYYEARDAY: each((value) => isWithinBoth(value, 366)),
  BYWEEKNO: each((value) => isWithinBoth(value, 53)),
  BYMONTH: each((value) => isWithin(value, 1, 12)),
  BYSETPOS: each((value) => isWithinBoth(value, 366)),
};

/**
 * Reads a recurrence rule as RFC 5545 (3.3.10) allows it. The library that follows the rules takes much of what
 * is none for something else, without a word; so nothing unknown, misspelt or out of range gets that far.
 * Returns what is wrong as a text.
 */
export function parseRule(written: string): Rule | string {
  const pairs = written
    .toUpperCase()
    .replace(/;$/, '') // some programs write one
    .split(';')
    .map((part) => part.split('=') as [string, string?]);
  const parts: Readonly<Record<string, string | undefined>> = Object.fromEntries(pairs);
  if (Object.keys(parts).length !== pairs.length) return 'a part of the rule is there twice';
  if (parts['FREQ'] === undefined) return 'the rule has no FREQ';
  const { UNTIL: end, ...rest } = parts;
  for (const [name, value = ''] of Object.entries(rest)) {
    const isRight = Object.hasOwn(PARTS, name) ? PARTS[name] : undefined;
    if (isRight === undefined) return `rules know no ${name}`;
    if (!isRight(value)) return `${name}=${value} is not possible`;
  }
  const until = end === undefined ? undefined : parseStamp(end);
  if (end !== undefined && until === undefined) return `UNTIL=${end} is no time`;
  const clash = clashOf(parts);
  if (clash !== undefined) return clash;
  const text = pairs
    .filter(([name]) => name !== 'UNTIL')
    .map((pair) => pair.join('='))
    .join(';');
  return { text, ...(until !== undefined && { until }) };
}

function clashOf(parts: Readonly<Record<string, string | undefined>>): string | undefined {
  const { FREQ, COUNT, UNTIL, BYDAY = '', BYMONTHDAY, BYYEARDAY, BYWEEKNO } = parts;
  if (COUNT !== undefined && UNTIL !== undefined) return 'the rule has both COUNT and UNTIL';
  if (BYWEEKNO !== undefined && FREQ !== 'YEARLY') return 'BYWEEKNO goes with FREQ=YEARLY only';
  if (BYMONTHDAY !== undefined && FREQ === 'WEEKLY') return 'BYMONTHDAY goes not with FREQ=WEEKLY';
  if (BYYEARDAY !== undefined && ['DAILY', 'WEEKLY', 'MONTHLY'].includes(FREQ ?? '')) {
    return `BYYEARDAY goes not with FREQ=${FREQ}`;
  }
  const isNumbered = /\d/.test(BYDAY);
  const maybeNumbered = FREQ === 'MONTHLY' || (FREQ === 'YEARLY' && BYWEEKNO === undefined);
  return isNumbered && !maybeNumbered ? `BYDAY=${BYDAY} goes not with the rest` : undefined;
}

function each(isRight: (value: string) => boolean): (values: string) => boolean {
  return (values) => values.split(',').every((value) => isRight(value));
}

function isWithin(value: string, least: number, most: number): boolean {
  return /^\d{1,7}$/.test(value) && Number(value) >= least && Number(value) <= most;
}

/** Counted from the beginning, or with a minus from the end. */
function isWithinBoth(value: string, most: number): boolean {
  return isWithin(value.replace(/^[+-]/, ''), 1, most);
}
