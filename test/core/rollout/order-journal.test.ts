import { describe, expect, test } from 'vitest';
import { sha256 } from '../../../src/adapters/ledger/digest.ts';
import type { Event } from '../../../src/core/rollout/event.ts';
import { decodeJournal, extendJournal } from '../../../src/core/rollout/journal.ts';
import { AT, rolloutStarted, RUN } from './journal-sample.ts';

function write(event: Event): string {
  const written = extendJournal(undefined, [rolloutStarted(), event], sha256);
  if (written.outcome === 'malformed') throw new Error(written.problem);
  return written.journal.recent;
}

function read(recent: string) {
  return decodeJournal({ recent, earlier: undefined }, sha256);
}

const PAUSE: Event = { type: 'ordered', at: AT, command: { kind: 'pause' }, by: 'ada', via: 'cli' };

describe('what was not said is not read', () => {
  test.each<readonly [string, Event]>([
    ['an order without reason and address', PAUSE],
    ['a takeover that goes on', { type: 'taken-over', at: AT, run: RUN }],
    ['a run without its job', { type: 'retried', at: AT, phase: 0, run: RUN }],
    ['a phase that passed by itself', { type: 'phase-passed', at: AT, phase: 0, criteria: [] }],
  ])('%s', (_, event) => {
    const decoded = read(write(event));
    if (decoded.outcome === 'malformed') expect.fail(JSON.stringify(decoded.problems));
    // The rollout itself began before plans said what cancelling means, and which gates there are.
    expect(decoded.journal.events).toStrictEqual([rolloutStarted(), event]);
  });
});

describe('what nobody knows is named with its line', () => {
  test.each([
    ['a command', '"kind":"pause"', '"kind":"dance"'],
    ['a gate that is missing', '"kind":"pause"', '"kind":"skip-gate"'],
    ['a gate too many', '"kind":"pause"', '"kind":"pause","gate":"build"'],
    ['a way', '"via":"cli"', '"via":"pigeon"'],
    ['a field', '"by":"ada"', '"by":"ada","for":"fun"'],
    ['nobody', '"by":"ada",', ''],
  ])('%s', (_, from, to) => {
    const text = write(PAUSE);
    expect(text).toContain(from);
    expect(read(text.replace(from, to))).toMatchObject({
      outcome: 'malformed',
      problems: [{ line: 2, problem: expect.stringContaining('ordered') }],
    });
  });
});
