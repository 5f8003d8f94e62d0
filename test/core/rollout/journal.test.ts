import fc from 'fast-check';
import { describe, expect, expectTypeOf, test } from 'vitest';
import type { z } from 'zod';
import type { Cursor } from '../../../src/core/measurement.ts';
import type { Event } from '../../../src/core/rollout/event.ts';
import { sha256 } from '../../../src/adapters/ledger/digest.ts';
import { apply, fold } from '../../../src/core/rollout/fold.ts';
import { NOTHING_BEFORE, decodeJournal, extendJournal } from '../../../src/core/rollout/journal.ts';
import type { Journal } from '../../../src/core/rollout/journal.ts';
import type { EVENT_SCHEMAS } from '../../../src/core/rollout/journal/event.ts';
import type { State } from '../../../src/core/rollout/state.ts';
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

const COMMIT = 'a'.repeat(40);

function extend(events: readonly Event[], journal?: Journal, limit?: number): Journal {
  const before = journal && { journal, commit: COMMIT };
  const result = extendJournal(before, events, sha256, limit);
  if (result.outcome === 'malformed') throw new Error(result.problem);
  return result.journal;
}

function write(events: readonly Event[]): string {
  return extend(events).recent;
}

function decode(recent: string, earlier?: string) {
  return decodeJournal({ recent, earlier }, sha256);
}

function eventsOf(recent: string, earlier?: string): readonly Event[] {
  const decoded = decode(recent, earlier);
  if (decoded.outcome === 'malformed') throw new Error(decoded.problems[0]?.problem);
  return decoded.journal.events;
}

describe('writing and reading', () => {
  test('a whole story comes back as it was', () => {
    expect(eventsOf(write(STORY))).toEqual(STORY);
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
      'approval-asked': true,
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
      notified: true,
    };
    expect([...told].toSorted()).toEqual(Object.keys(known).toSorted());
  });

  test('a line is readable and bears version, number, moment and type first', () => {
    const [first = '', second] = write([
      rolloutStarted(),
      { type: 'weight-set', at: AT, weight: 5, verified: true },
    ]).split('\n');
    expect(first.startsWith(`{"v":2,"n":1,"after":"${NOTHING_BEFORE}","at":"2026`)).toBe(true);
    expect(second).toBe(
      `{"v":2,"n":2,"after":"${sha256(first)}","at":"2026-11-22T03:00:00.000Z",` +
        '"type":"weight-set","weight":5,"verified":true}',
    );
  });

  test('appending one by one writes the same as appending at once', () => {
    const oneByOne = STORY.reduce<Journal | undefined>(
      (journal, event) => extend([event], journal),
      undefined,
    );
    expect(oneByOne).toEqual(extend(STORY));
  });

  test('rollout-started begins the journal anew, behind the one before', () => {
    const before = extend(STORY);
    const after = extend([rolloutStarted({ rollout: 'second' })], before);
    expect(eventsOf(after.recent)).toEqual([rolloutStarted({ rollout: 'second' })]);
    expect(JSON.parse(after.recent)).toMatchObject({ n: 1, after: before.end.seal });
  });

  test('infinite bounds survive', () => {
    const buckets = [{ le: Number.POSITIVE_INFINITY, count: 3 }];
    const event = measured({ kind: 'histogram', buckets });
    const text = write([rolloutStarted(), event]);
    expect(text).toContain('{"le":"+Inf","count":3}');
    expect(eventsOf(text)).toEqual([rolloutStarted(), event]);
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
        expect(eventsOf(text)).toEqual(story);
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
    const written = extendJournal(undefined, events as Event[], sha256);
    expect(written).toEqual({ outcome: 'malformed', problem });
  });
});

const CHANGED = /^it was not written behind the line before it/;

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
      change(2, (fields) => ({ ...fields, v: 3 })),
      2,
      'version 3 is unknown, 2 is known: read it with the Sluice that wrote it',
    ],
    [
      'no version',
      change(2, (fields) => without(fields, 'v')),
      2,
      'version nothing is unknown, 2 is known: read it with the Sluice that wrote it',
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
      change(1, ({ v, n, after, at }) => ({ v, n, after, at, type: 'promoted' })),
      1,
      'begins with promoted where only rollout-started can stand',
    ],
    [
      'a second beginning',
      change(2, () => ({ ...(JSON.parse(lines[0] ?? '') as object), n: 2 })),
      2,
      'rollout-started may only come first',
    ],
    ['a changed value', change(4, (fields) => ({ ...fields, by: ['eve'] })), 5, saying(CHANGED)],
    ['a value written otherwise', swap(4, (lines[3] ?? '').replace('{', '{ ')), 5, saying(CHANGED)],
    [
      'a line that hangs elsewhere',
      change(4, (fields) => ({ ...fields, after: NOTHING_BEFORE })),
      4,
      saying(CHANGED),
    ],
    [
      'a line that hangs nowhere',
      change(4, (fields) => without(fields, 'after')),
      4,
      saying(/^after: Invalid input/),
    ],
    [
      'earlier events that are not there',
      change(1, (fields) => ({ ...fields, earlier: NOTHING_BEFORE })),
      1,
      saying(/^it was not written behind these earlier events/),
    ],
  ])('%s', (_, text, line, problem) => {
    const read = decode(text);
    const found = read.outcome === 'malformed' ? read.problems[0] : undefined;
    expect(found).toEqual({ text: 'recent', line, problem });
  });

  test('any flipped character is noticed, in the last line by the seal', () => {
    const text = `${lines.join('\n')}\n`;
    const { end } = extend(STORY.slice(0, 6));
    fc.assert(
      fc.property(
        fc.nat({ max: text.length - 1 }),
        fc.string({ minLength: 1, maxLength: 1 }),
        (at, character) => {
          fc.pre(text[at] !== character);
          const read = decode(text.slice(0, at) + character + text.slice(at + 1));
          expect(read.outcome === 'decoded' && at < text.indexOf(lines[5] ?? '')).toBe(false);
          if (read.outcome === 'decoded') expect(read.journal.end).not.toEqual(end);
        },
      ),
    );
  });
});

describe('a journal that became long', () => {
  const minutes = (count: number, from = 0) =>
    Array.from({ length: count }, (_, index) =>
      measured({ kind: 'gauge', value: from + index }, AT + (from + index) * 60_000),
    );
  const started = (phase: number): Event => ({ type: 'phase-started', at: AT, phase, weight: 5 });
  const shut = STORY[1] as Event;
  const LIMIT = 4_000;
  const grow = (events: readonly Event[]) =>
    events.reduce<Journal | undefined>(
      (journal, event) => extend([event], journal, LIMIT),
      undefined,
    );

  const story = [
    rolloutStarted(),
    shut,
    shut,
    started(0),
    ...minutes(20),
    started(1),
    ...minutes(20, 20),
    { type: 'promoted', at: AT } as Event,
  ];
  const grown = grow(story) as Journal;

  test('keeps its latest lines short and all that matters', () => {
    expect(grown.recent.length).toBeLessThan(2 * LIMIT);
    expect(grown.end.count).toBe(story.length);
    const read = eventsOf(grown.recent, grown.earlier);
    expect(read).toEqual(grown.events);
    expect(fold(read)).toEqual(fold(story));
    expect(read).toHaveLength(story.length - 21);
    expect(JSON.parse(grown.earlier?.split('\n')[0] ?? '')).toMatchObject({ commit: COMMIT });
  });

  test('folds at once to what it folds to event by event', () => {
    for (const events of [story, STORY, [...story, ...STORY.slice(1)]]) {
      const oneByOne = events.reduce<State | undefined>(apply, undefined);
      expect(fold(events)).toEqual(oneByOne);
    }
  });

  const { earlier = '' } = grown;
  const lines = earlier.split('\n');
  test.each([
    ['nothing of it', undefined, 'recent', 1, /numbered \d+ in place 1/],
    ['an empty text', '', 'earlier', 1, /^no head/],
    ['a lost line', lines.toSpliced(3, 1).join('\n'), 'earlier', 1, /lines were kept/],
    [
      'two lines that changed places',
      [...lines.slice(0, 2), lines[3], lines[2], ...lines.slice(4)].join('\n'),
      'earlier',
      4,
      /^numbered/,
    ],
    ['a cut line', earlier.slice(0, -2), 'earlier', lines.length - 1, /cut off/],
    [
      'a head that promises more',
      earlier.replace(/"kept":\d+/, '"kept":99'),
      'earlier',
      1,
      /^99 lines were kept, and/,
    ],
    [
      'another target',
      earlier.replace('"backend":"shop"', '"backend":"evil"'),
      'recent',
      1,
      /^it was not written behind these earlier events/,
    ],
    [
      'another past',
      earlier.replace(COMMIT, 'b'.repeat(40)),
      'recent',
      1,
      /^it was not written behind these earlier events/,
    ],
  ] as const)('is not believed with %s', (_, changed, text, line, problem) => {
    const read = decode(grown.recent, changed);
    const found = read.outcome === 'malformed' ? read.problems[0] : undefined;
    expect(found).toEqual({ text, line, problem: saying(problem) });
  });
});
