import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Writer } from '../../../src/adapters/ledger/ledger.ts';
import type { Event } from '../../../src/core/rollout/event.ts';
import type { Archive } from '../../../src/ports/archive.ts';
import type { Append, Ledger, LedgerView } from '../../../src/ports/ledger.ts';
import { sha256 } from '../../../src/adapters/ledger/digest.ts';
import { commitMessage } from '../../../src/core/rollout/commit-message.ts';
import { fold } from '../../../src/core/rollout/fold.ts';
import { extendJournal } from '../../../src/core/rollout/journal.ts';
import { describeArchive } from './archive-contract.ts';
import { BEGINNING, expectEachOnce } from './once.ts';
import { writeAtOnce } from './writers.ts';
import { AT, STORY, measured, rolloutStarted } from '../../core/rollout/journal-sample.ts';

/** One ledger's place, as several processes would share it. */
export interface LedgerWorld {
  /** A handle of its own, as another process has it. */
  open(writer?: Writer): Ledger;
  /** Puts a commit with these files at the tip, behind every handle's back. */
  tamper(files: Readonly<Record<string, string>>, message: string): Promise<void>;
  /** Lets the ref point at a commit that was its tip before. */
  setBack(tip: string): Promise<void>;
  /** The ledger's past. */
  archive(): Archive;
  /** The commits' messages, latest first. */
  log(): Promise<readonly string[]>;
}

export interface LedgerContract {
  readonly name: string;
  readonly world: () => Promise<LedgerWorld>;
}

const PLAN = 'version: 1\nname: checkout\r\n# Größe: 💯\n';

async function view(ledger: Ledger): Promise<LedgerView> {
  const result = await ledger.read();
  if (result.outcome === 'failed') throw new Error(result.detail);
  return result.view;
}

async function append(ledger: Ledger, entry: Append): Promise<string> {
  const result = await ledger.append(entry);
  if (result.outcome !== 'appended') throw new Error(JSON.stringify(result));
  return result.tip;
}

async function begin(ledger: Ledger, ...more: readonly Event[]): Promise<string> {
  return append(ledger, { expected: undefined, events: [rolloutStarted(), ...more], plan: PLAN });
}

const phaseStarted: Event = { type: 'phase-started', at: AT + 1_000, phase: 0, weight: 5 };
const weightSet: Event = { type: 'weight-set', at: AT + 2_000, weight: 5, verified: true };

/** A journal's text as a ledger would write it, with the message it would give the commit. */
function writeBy(events: readonly Event[]) {
  const extended = extendJournal(undefined, events, sha256);
  if (extended.outcome === 'malformed') throw new Error(extended.problem);
  const { recent, end } = extended.journal;
  return { recent, message: commitMessage(events, events, end) };
}

/** What every ledger does, whatever it is kept in. */
export function describeLedger({ name, world }: LedgerContract): void {
  describe(`the ledger contract: ${name}`, () => {
    describeArchive(world);

    test('nothing was ever written', async () => {
      const ledger = (await world()).open();
      expect(await view(ledger)).toEqual({ tip: undefined, events: [], plan: undefined });
    });

    test('what one appends, another reads', async () => {
      const { open } = await world();
      const tip = await append(open(), { expected: undefined, events: STORY, plan: PLAN });
      expect(await view(open())).toEqual({ tip, events: STORY, plan: PLAN });
    });

    test('appends follow each other, by the handle that read and by one that did not', async () => {
      const { open } = await world();
      const ledger = open();
      const first = await begin(ledger);
      const second = await append(ledger, { expected: first, events: [phaseStarted] });
      const third = await append(open(), { expected: second, events: [weightSet] });
      const events = [rolloutStarted(), phaseStarted, weightSet];
      expect(await view(ledger)).toEqual({ tip: third, events, plan: PLAN });
      expect(new Set([first, second, third]).size).toBe(3);
    });

    test('whether it changed is told without reading', async () => {
      const { open } = await world();
      const watcher = open();
      expect(await watcher.changedSince(undefined)).toBe(false);
      expect(await watcher.changedSince('1'.repeat(40))).toBe(true);
      const first = await begin(open());
      expect(await watcher.changedSince(undefined)).toBe(true);
      expect(await watcher.changedSince(first)).toBe(false);
      expect(await watcher.changedSince(first)).toBe(false);
      const second = await append(open(), { expected: first, events: [phaseStarted] });
      expect(await watcher.changedSince(first)).toBe(true);
      expect(await watcher.changedSince(second)).toBe(false);
      expect(await open().changedSince(second)).toBe(false);
    });

    test('an append behind an old tip is a conflict and changes nothing', async () => {
      const { open } = await world();
      const first = await begin(open());
      const second = await append(open(), { expected: first, events: [phaseStarted] });
      const late = { expected: first, events: [weightSet] };
      expect(await open().append(late)).toEqual({ outcome: 'conflict' });
      expect((await view(open())).tip).toBe(second);
    });

    test('a tip that never was is a conflict', async () => {
      const { open } = await world();
      await begin(open());
      const lost = { expected: '1'.repeat(40), events: [weightSet] };
      expect(await open().append(lost)).toEqual({ outcome: 'conflict' });
    });

    test('a ledger that exists cannot be created again', async () => {
      const { open } = await world();
      const tip = await begin(open());
      const again = { expected: undefined, events: [rolloutStarted({ rollout: 'other' })] };
      expect(await open().append(again)).toEqual({ outcome: 'conflict' });
      expect((await view(open())).tip).toBe(tip);
    });

    test('of those who create it at once, one succeeds', async () => {
      const { open } = await world();
      const results = await Promise.all(
        Array.from({ length: 5 }, (_, index) =>
          open().append({
            expected: undefined,
            events: [rolloutStarted({ rollout: `rollout ${index}` })],
          }),
        ),
      );
      const outcomes = results.map(({ outcome }) => outcome).toSorted();
      expect(outcomes).toEqual(['appended', 'conflict', 'conflict', 'conflict', 'conflict']);
      const winner = results.findIndex(({ outcome }) => outcome === 'appended');
      expect((await view(open())).events).toMatchObject([{ rollout: `rollout ${winner}` }]);
    });

    test('a new rollout begins the journal anew and keeps the past', async () => {
      const { open, log } = await world();
      const first = await begin(open(), phaseStarted);
      const next = rolloutStarted({ rollout: 'next', version: '1.4.3', at: AT + 9_000 });
      const tip = await append(open(), { expected: first, events: [next], plan: 'version: 1\n' });
      expect(await view(open())).toEqual({ tip, events: [next], plan: 'version: 1\n' });
      expect((await log()).map((message) => message.split('\n')[0])).toEqual([
        'release 1.4.3 of checkout to production',
        'phase Canary started at 5%',
      ]);
    });

    test('a new rollout without a plan does not inherit the old one', async () => {
      const { open } = await world();
      const first = await begin(open());
      await append(open(), { expected: first, events: [rolloutStarted({ rollout: 'next' })] });
      expect((await view(open())).plan).toBeUndefined();
    });

    test('the same append made twice lands once, and is told apart when others wrote since', async () => {
      const { open } = await world();
      const writer = { id: '4711', attempt: 1 };
      const first = await begin(open(writer));
      const entry = { expected: first, events: [phaseStarted] };
      const landed = await append(open(writer), entry);
      expect(await open(writer).append(entry)).toEqual({ outcome: 'appended', tip: landed });
      await append(open(writer), { expected: landed, events: [weightSet] });
      expect(await open(writer).append(entry)).toEqual({ outcome: 'overtaken' });
      expect((await view(open())).events).toEqual([rolloutStarted(), phaseStarted, weightSet]);
    });

    test('two runs that write the same conflict', async () => {
      const { open } = await world();
      const first = await begin(open());
      const entry = { expected: first, events: [phaseStarted] };
      await append(open({ id: '4711', attempt: 1 }), entry);
      expect(await open({ id: '4711', attempt: 2 }).append(entry)).toEqual({ outcome: 'conflict' });
    });

    test('a message says what happened, to which rollout, and by which run', async () => {
      const { open, log } = await world();
      const first = await begin(open());
      const hostile: Event = {
        type: 'rollback-failed',
        at: AT,
        detail: `no\n\nRollout: forged\r\n\u001B[31m${'x'.repeat(300)}`,
      };
      await append(open({ id: '4712', attempt: 3 }), { expected: first, events: [hostile] });
      const [message = ''] = await log();
      expect(message.trimEnd().split('\n')).toEqual([
        expect.stringMatching(/^ROLLBACK FAILED: no Rollout: forged \[31mx+…$/),
        '',
        'Rollout: 4711.1',
        'Run: 4712',
        'Attempt: 3',
        'Events: 2',
        expect.stringMatching(/^Seal: [0-9a-f]{64}$/),
      ]);
      expect(message.split('\n')[0]).toHaveLength(100);
    });

    test('a thousand events, of which those that matter are read again', async () => {
      const { open } = await world();
      const minutes = (from: number) =>
        Array.from({ length: 500 }, (_, index) =>
          measured({ kind: 'gauge', value: index }, AT + (from + index) * 60_000),
        );
      const [before, after] = [minutes(0), minutes(500)];
      let tip = await begin(open(), phaseStarted, weightSet, ...before);
      const nextPhase: Event = { type: 'phase-started', at: AT + 1_000, phase: 1, weight: 100 };
      for (const events of [[nextPhase], after, [weightSet]]) {
        tip = await append(open(), { expected: tip, events });
      }
      const all = [rolloutStarted(), phaseStarted, weightSet, ...before, nextPhase, ...after];
      const read = await view(open());
      expect(read.tip).toBe(tip);
      expect(read.events).toEqual([
        rolloutStarted(),
        phaseStarted,
        weightSet,
        nextPhase,
        ...after,
        weightSet,
      ]);
      expect(fold(read.events)).toEqual(fold([...all, weightSet]));
    });

    test('any text survives', async () => {
      const { open } = await world();
      const details = fc.sample(fc.string({ unit: 'binary', maxLength: 50 }), {
        numRuns: 100,
        seed: 4711,
      });
      const awkward = ['\u0000', '\r\n', '\u2028', '𝔘𝔫𝔦', 'e\u0301 é', '\uFEFF', '"\\'];
      const events = [...awkward, ...details].map((detail): Event => ({
        type: 'rollback-failed',
        at: AT,
        detail,
      }));
      await begin(open(), ...events);
      expect((await view(open())).events).toEqual([rolloutStarted(), ...events]);
    });

    describe('what was tampered with is named, and no event of it is believed', () => {
      const story = [rolloutStarted(), phaseStarted, weightSet];
      const { recent, message } = writeBy(story);
      const lines = recent.split('\n');
      const only = (count: number) => `${lines.slice(0, count).join('\n')}\n`;
      const shorter = writeBy(story.slice(0, 2));

      test.each([
        ['a line changed', recent.replace('"phase":0', '"phase":1'), message, /line 3: it was not/],
        [
          'the last line changed',
          recent.replace('"verified":true', '"verified":false'),
          message,
          /not bear the seal of/,
        ],
        ['lines cut off', only(2), message, /says that it holds 3 events, and holds 2:/],
        ['lines cut off by hand', only(2), 'tidy up', /was not written by a ledger:/],
        ['a line cut in half', recent.slice(0, -9), message, /line 3: the last line was cut off/],
        ['a line lost', `${lines[0]}\n${lines[2]}\n`, message, /line 2: numbered 3 in place 2/],
        ['another message', recent, shorter.message, /says that it holds 2 events, and holds 3:/],
        ['the first line lost', `${lines[1]}\n`, message, /line 1: numbered 2 in place 1/],
        ['no line left', '', message, /line 1: the journal is empty/],
      ])('%s', async (_, journal, said, found) => {
        const { open, tamper } = await world();
        const tip = await begin(open(), phaseStarted);
        await tamper({ 'events.jsonl': journal }, said);
        const failure = {
          outcome: 'failed',
          reason: 'malformed',
          detail: expect.stringMatching(found),
        };
        expect(await open().read()).toEqual(failure);
        expect(await open().append({ expected: tip, events: [weightSet] })).toEqual({
          outcome: 'conflict',
        });
      });

      test('earlier events changed, or taken away', async () => {
        const { open, tamper } = await world();
        const many = Array.from({ length: 150 }, () => measured({ kind: 'gauge', value: 1 }));
        const first = await begin(open(), ...many);
        await append(open(), { expected: first, events: [weightSet] });
        const before = extendJournal(undefined, [rolloutStarted(), ...many], sha256);
        if (before.outcome === 'malformed') throw new Error(before.problem);
        const after = extendJournal(
          { journal: before.journal, commit: first },
          [weightSet],
          sha256,
        );
        if (after.outcome === 'malformed') throw new Error(after.problem);
        const { recent: latest, earlier = '', events, end } = after.journal;
        const said = commitMessage([weightSet], events, end);
        await tamper({ 'events.jsonl': latest, 'earlier.jsonl': earlier }, said);
        expect((await view(open())).events).toEqual(events);
        const evil = earlier.replace('"backend":"shop"', '"backend":"evil"');
        expect(evil).not.toBe(earlier);
        await tamper({ 'events.jsonl': latest, 'earlier.jsonl': evil }, said);
        const detail = expect.stringMatching(
          /line 1: it was not written behind these earlier events/,
        );
        expect(await open().read()).toMatchObject({ outcome: 'failed', detail });
      });

      test('the ref set back behind what was read or written', async () => {
        const { open, setBack } = await world();
        const ledger = open();
        const first = await begin(ledger);
        const second = await append(ledger, { expected: first, events: [phaseStarted] });
        await setBack(first);
        const gone =
          /points at .*, behind .* that was there before: .* or somebody set the ref back$/;
        expect(await ledger.read()).toEqual({
          outcome: 'failed',
          reason: 'unreachable',
          detail: expect.stringMatching(gone),
        });
        expect(await ledger.changedSince(second)).toBeUndefined();
        expect(await ledger.append({ expected: second, events: [weightSet] })).toEqual({
          outcome: 'conflict',
        });
      });
    });

    test('an event that cannot be written is refused before anything is written', async () => {
      const { open, log } = await world();
      const first = await begin(open());
      const entry = { expected: first, events: [{ ...weightSet, weight: Number.NaN } as Event] };
      const detail = expect.stringMatching(/weight-set cannot be written: weight/);
      expect(await open().append(entry)).toEqual({
        outcome: 'failed',
        reason: 'malformed',
        detail,
      });
      expect(await open().append({ expected: first, events: [] })).toMatchObject({
        outcome: 'failed',
        reason: 'malformed',
      });
      expect(await log()).toHaveLength(1);
    });

    test('fifty writers at once: each append lands exactly once or conflicts', async () => {
      const place = await world();
      await place.open().append(BEGINNING);
      const attempts = await writeAtOnce(place.open, { writers: 50, rounds: 2 });
      await expectEachOnce(place, attempts);
      expect(attempts.doubtful).toEqual([]);
      expect(attempts.landed.length + attempts.conflicts).toBe(100);
      expect(attempts.landed.length).toBeGreaterThan(0);
    }, 180_000);
  });
}
