import fc from 'fast-check';
import { describe, expect, expectTypeOf, test } from 'vitest';
import type { z } from 'zod';
import type { Cursor } from '../../../src/core/measurement.ts';
import type { Event } from '../../../src/core/rollout/event.ts';
import { decodeJournal, extendJournal } from '../../../src/core/rollout/journal.ts';
import type { EVENT_SCHEMAS } from '../../../src/core/rollout/journal/event.ts';
import { AT, STORY, measured, rolloutStarted } from './journal-sample.ts';

type Written<T extends Event['type']> = z.output<(typeof EVENT_SCHEMAS)[T]>;
type Declared<T extends Event['type']> = Extract<Event, { type: T }>;
/** A cursor is without end. */
type DeepReadonly<T> = [Cursor] extends [T] ? T : ReadonlyFields<T>;
type ReadonlyFields<T> = T extends object ? { readonly [K in keyof T]: DeepReadonly<T[K]> } : T;

test('every field of every event is written, optional ones included', () => {
  type AllWritten = { [T in Event['type']]: DeepReadonly<Written<T>> };
  type AllDeclared = { [T in Event['type']]: DeepReadonly<Declared<T>> };
  expectTypeOf<AllWritten>().toEqualTypeOf<AllDeclared>();
});

function write(events: readonly Event[], before?: string): string {
  const result = extendJournal(before, events);
  if (result.outcome === 'malformed') throw new Error(result.problem);
  return result.text;
}

describe('writing and reading', () => {
  test('a whole story comes back as it was', () => {
    expect(decodeJournal(write(STORY))).toEqual({ outcome: 'decoded', events: STORY });
  });

  test('the sample story tells every type of event', () => {
    const told = new Set(STORY.map(({ type }) => type));
    const known: Record<Event['type'], true> = {
      'rollout-started': true,
      retried: true,
      'taken-over': true,
      held: true,
      ordered: true,
      'gates-evaluated': true,
      approved: true,
      'hook-started': true,
      'hook-finished': true,
      'phase-started': true,
      'weight-set': true,
      'weight-failed': true,
      measured: true,
      'phase-passed': true,
      paused: true,
      'rollback-started': true,
      'rolled-back': true,
      'rollback-failed': true,
      stopped: true,
      'promotion-started': true,
      promoted: true,
      reported: true,
    };
    expect([...told].toSorted()).toEqual(Object.keys(known).toSorted());
  });

  test('a line is readable and bears version, number, moment and type first', () => {
    const text = write(
      [{ type: 'weight-set', at: AT, weight: 5, verified: true }],
      write(STORY.slice(0, 1)),
    );
    expect(text.split('\n')[1]).toBe(
      '{"v":1,"n":2,"at":"2026-11-22T03:00:00.000Z","type":"weight-set","weight":5,"verified":true}',
    );
  });

  test('appending one by one writes the same as appending at once', () => {
    const oneByOne = STORY.reduce<string | undefined>(
      (text, event) => write([event], text),
      undefined,
    );
    expect(oneByOne).toBe(write(STORY));
  });

  test('rollout-started begins the journal anew', () => {
    const text = write([rolloutStarted({ rollout: 'second' })], write(STORY));
    expect(decodeJournal(text)).toEqual({
      outcome: 'decoded',
      events: [rolloutStarted({ rollout: 'second' })],
    });
  });

  test('infinite bounds survive', () => {
    const buckets = [{ le: Number.POSITIVE_INFINITY, count: 3 }];
    const event = measured({ kind: 'histogram', buckets });
    const text = write([rolloutStarted(), event]);
    expect(text).toContain('{"le":"+Inf","count":3}');
    expect(decodeJournal(text)).toMatchObject({ events: [rolloutStarted(), event] });
  });

  test('any text, cursor and instant comes back, one line an event', () => {
    const cursor = fc.jsonValue({ noUnicodeString: false }).filter((value) => !hasOddities(value));
    const event = fc.record({
      at: fc.integer({ min: 0, max: 4e12 }),
      detail: fc.string({ unit: 'binary' }),
      cursor,
    });
    fc.assert(
      fc.property(fc.array(event, { maxLength: 5 }), (drafts) => {
        const events = drafts.flatMap(({ at, detail, cursor: value }): Event[] => [
          { type: 'rollback-failed', at, detail },
          { type: 'measured', at, measurements: [], cursors: { m: value as never } },
        ]);
        const story = [rolloutStarted(), ...events];
        const text = write(story);
        expect(text.split('\n')).toHaveLength(story.length + 1);
        expect(decodeJournal(text)).toEqual({ outcome: 'decoded', events: story });
      }),
    );
  });
});

/** JSON writes -0 as 0, and `__proto__` is no key that zod keeps. */
function hasOddities(value: unknown): boolean {
  return (
    Object.is(value, -0) || JSON.stringify(value).includes('__proto__') || holdsMinusZero(value)
  );
}

function holdsMinusZero(value: unknown): boolean {
  return typeof value === 'object' && value !== null
    ? Object.values(value).some((item) => Object.is(item, -0) || holdsMinusZero(item))
    : false;
}

function saying(words: RegExp): unknown {
  return expect.stringMatching(words);
}

function without(fields: Readonly<Record<string, unknown>>, key: string): object {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => name !== key));
}

describe('what cannot be written is refused', () => {
  const bad: Event = { type: 'weight-set', at: AT, weight: Number.NaN, verified: true };
  test.each([
    ['no event', [], 'there is no event to write'],
    ['a journal without a start', [STORY[1]], 'a journal begins with rollout-started'],
    ['two starts', [rolloutStarted(), rolloutStarted()], 'rollout-started may only come first'],
    ['NaN', [rolloutStarted(), bad], saying(/^weight-set cannot be written: weight: .*NaN/)],
    [
      'an unknown field',
      [rolloutStarted(), { ...bad, weight: 1, colour: 'red' }],
      saying(/^weight-set cannot be written: .*colour/),
    ],
  ])('%s', (_, events, problem) => {
    const written = extendJournal(undefined, events as Event[]);
    expect(written).toEqual({ outcome: 'malformed', problem });
  });
});

describe('reading is strict', () => {
  const lines = write(STORY.slice(0, 6)).split('\n').slice(0, -1);
  const swap = (place: number, line: string) =>
    `${lines.map((old, index) => (index + 1 === place ? line : old)).join('\n')}\n`;
  const change = (place: number, edit: (fields: Record<string, unknown>) => unknown) => {
    const fields = JSON.parse(lines[place - 1] ?? '') as Record<string, unknown>;
    return swap(place, JSON.stringify(edit(fields)));
  };

  test.each([
    ['an empty journal', '', 1, 'the journal is empty'],
    ['a cut last line', lines.join('\n').slice(0, -3), 6, 'the last line was cut off'],
    ['a missing last line end', lines.join('\n'), 6, 'the last line was cut off'],
    ['a broken line', swap(3, '{"v":1,'), 3, 'not a JSON object: "{\\"v\\":1,"'],
    ['a list', swap(3, '[]'), 3, 'not a JSON object: "[]"'],
    ['an empty line', swap(3, ''), 3, 'not a JSON object: ""'],
    [
      'a version of the future',
      change(2, (fields) => ({ ...fields, v: 2 })),
      2,
      'version 2 is unknown, 1 is known: read it with the Sluice that wrote it',
    ],
    [
      'no version',
      change(2, (fields) => without(fields, 'v')),
      2,
      'version nothing is unknown, 1 is known: read it with the Sluice that wrote it',
    ],
    [
      'an unknown type',
      change(2, (fields) => ({ ...fields, type: 'toString' })),
      2,
      'event type "toString" is unknown',
    ],
    ['no type', change(2, (fields) => without(fields, 'type')), 2, 'event type nothing is unknown'],
    [
      'a missing field',
      change(4, (fields) => without(fields, 'by')),
      4,
      saying(/^approved: by: Invalid input/),
    ],
    [
      'an unknown field',
      change(4, (fields) => ({ ...fields, colour: 'red' })),
      4,
      'approved: Unrecognized key: "colour"',
    ],
    [
      'a moment that is none',
      change(4, (fields) => ({ ...fields, at: '2026-02-31T00:00:00.000Z' })),
      4,
      'approved: at: Invalid ISO datetime',
    ],
    ['a lost line', `${lines.toSpliced(2, 1).join('\n')}\n`, 3, saying(/^numbered 4 in place 3/)],
    [
      'a doubled line',
      `${lines.toSpliced(2, 0, lines[2] ?? '').join('\n')}\n`,
      4,
      saying(/^numbered 3/),
    ],
    [
      'a lost beginning',
      change(1, () => ({ v: 1, n: 1, at: '2026-11-22T03:00:00.000Z', type: 'promoted' })),
      1,
      'begins with promoted where only rollout-started can stand',
    ],
    [
      'a second beginning',
      change(2, () => ({ ...(JSON.parse(lines[0] ?? '') as object), n: 2 })),
      2,
      'rollout-started may only come first',
    ],
  ])('%s', (_, text, line, problem) => {
    const read = decodeJournal(text);
    expect(read.outcome === 'malformed' && read.problems[0]).toEqual({ line, problem });
  });

  test('any flipped character is noticed or changes a value, and never throws', () => {
    const text = `${lines.join('\n')}\n`;
    const original = decodeJournal(text);
    fc.assert(
      fc.property(
        fc.nat({ max: text.length - 1 }),
        fc.string({ minLength: 1, maxLength: 1 }),
        (at, character) => {
          fc.pre(text[at] !== character);
          const read = decodeJournal(text.slice(0, at) + character + text.slice(at + 1));
          expect(read).not.toEqual(original);
        },
      ),
    );
  });
});
