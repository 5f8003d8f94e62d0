import { describe, expect, test } from 'vitest';
import { sha256 } from '../../../src/adapters/ledger/digest.ts';
import { commitMessage } from '../../../src/core/rollout/commit-message.ts';
import type { Event, RolloutStarted } from '../../../src/core/rollout/event.ts';
import { extendJournal } from '../../../src/core/rollout/journal.ts';
import type { Journal } from '../../../src/core/rollout/journal.ts';
import type { Archive } from '../../../src/ports/archive.ts';
import { AT, measured, rolloutStarted } from '../../core/rollout/journal-sample.ts';
import type { LedgerWorld } from './contract.ts';

const PLAN = 'version: 1\n';
const plan = { ...rolloutStarted().plan, digest: sha256(PLAN) };
const begun = (change: Partial<RolloutStarted> = {}) => rolloutStarted({ plan, ...change });
const phaseStarted: Event = { type: 'phase-started', at: AT + 1_000, phase: 0, weight: 5 };
const nextPhase: Event = { type: 'phase-started', at: AT + 9_000_000, phase: 1, weight: 100 };
const promoted: Event = { type: 'promoted', at: AT + 9_900_000 };
const failed: Event = { type: 'rollback-failed', at: AT + 5_000, detail: 'away' };
const minutes = Array.from({ length: 300 }, (_, index) =>
  measured({ kind: 'gauge', value: index }, AT + index * 1_000),
);

const LONG = [begun(), phaseStarted, ...minutes, nextPhase, promoted];
const NEXT = [begun({ rollout: '4712.1', version: '1.4.3', at: AT + 10_000_000 }), failed];

/** Two rollouts, the first of them long enough to be put away in part. */
const APPENDS: readonly (readonly Event[])[] = [
  LONG.slice(0, 1),
  LONG.slice(1, 150),
  LONG.slice(150, -2),
  LONG.slice(-2),
  NEXT,
];
const SHORT = [begun(), promoted];

type Wanted = NonNullable<Parameters<Archive['list']>[1]>;

async function write({ open }: LedgerWorld, appends = APPENDS): Promise<string> {
  let tip: string | undefined;
  for (const events of appends) {
    const entry = { expected: tip, events, plan: PLAN };
    const result = await open({ id: '4711', attempt: 1 }).append(entry);
    if (result.outcome !== 'appended') throw new Error(JSON.stringify(result));
    tip = result.tip;
  }
  return tip ?? '';
}

function forge(events: readonly Event[], behind?: Journal) {
  const before = behind && { journal: behind, commit: 'a'.repeat(40) };
  const extended = extendJournal(before, events, sha256);
  if (extended.outcome === 'malformed') throw new Error(extended.problem);
  const { journal } = extended;
  return { journal, message: commitMessage(events, journal.events, journal.end) };
}

/** What every ledger's archive does. */
export function describeArchive(world: () => Promise<LedgerWorld>): void {
  describe('its archive', () => {
    test('of a ledger without a commit', async () => {
      const { archive } = await world();
      expect(await archive().list(10)).toEqual({
        outcome: 'read',
        value: { rollouts: [], isCut: false },
      });
      expect(await archive().tell('4711.1')).toEqual({ outcome: 'read', value: undefined });
      expect(await archive().inspect()).toEqual({
        outcome: 'read',
        value: { commits: 0, rollouts: 0, events: 0, tip: undefined, irregularities: [] },
      });
    });

    test('lists rollouts, tells each from its first event, and finds nothing amiss', async () => {
      const place = await world();
      const tip = await write(place);
      const archive = place.archive();
      expect(await archive.list(10)).toMatchObject({
        value: {
          isCut: false,
          rollouts: [
            { commit: tip, state: { status: 'rollback-failed', started: { rollout: '4712.1' } } },
            { state: { status: 'promoted', started: { rollout: '4711.1' } } },
          ],
        },
      });
      expect(await archive.list(1)).toMatchObject({ value: { isCut: true, rollouts: [{}] } });
      const isLong: Wanted = ({ state }) => state.status === 'promoted';
      expect(await archive.list(10, isLong)).toMatchObject({ value: { rollouts: [{}, {}] } });
      const isNext: Wanted = ({ state }) => state.status === 'rollback-failed';
      expect(await archive.list(10, isNext)).toMatchObject({
        value: { isCut: true, rollouts: [{ commit: tip, events: NEXT }] },
      });
      expect(await archive.tell('4711.1')).toEqual({
        outcome: 'read',
        value: { events: LONG, plan: PLAN },
      });
      expect(await archive.tell('4712.1')).toEqual({
        outcome: 'read',
        value: { events: NEXT, plan: PLAN },
      });
      expect(await archive.tell('4713.1')).toEqual({ outcome: 'read', value: undefined });
      expect(await archive.tell('4712.1', tip)).toEqual({
        outcome: 'read',
        value: { events: NEXT, plan: PLAN },
      });
      expect(await archive.tell('4711.1', tip)).toEqual({
        outcome: 'read',
        value: { events: LONG, plan: PLAN },
      });
      expect(await archive.inspect()).toEqual({
        outcome: 'read',
        value: {
          commits: 5,
          rollouts: 2,
          events: LONG.length + NEXT.length,
          tip,
          irregularities: [],
        },
      });
    });

    test.each([
      [
        'lines rewritten with all their seals',
        forge([...NEXT.slice(0, 1), promoted], forge(SHORT).journal),
        /taken away or changed/,
      ],
      [
        'lines taken away with the message made to fit',
        forge(NEXT.slice(0, 1), forge(SHORT).journal),
        /taken away or changed/,
      ],
      [
        'a rollout begun behind nothing',
        forge([begun({ rollout: '4713.1' })]),
        /not begun behind the one before/,
      ],
      [
        'a rollout begun behind another',
        forge([begun({ rollout: '4713.1' })], forge([...SHORT, promoted]).journal),
        /not begun behind the one before/,
      ],
    ])('names %s, which alone look well', async (_, { journal, message }, found) => {
      const place = await world();
      await write(place, [SHORT, NEXT]);
      await place.tamper({ 'events.jsonl': journal.recent, 'plan.yml': PLAN }, message);
      expect(await place.open().read()).toMatchObject({ outcome: 'read' });
      expect(await place.archive().inspect()).toMatchObject({
        value: { commits: 3, irregularities: [{ problem: expect.stringMatching(found) }] },
      });
    });

    test('names earlier events made up, and a plan changed on the way', async () => {
      const place = await world();
      await write(place);
      const before = forge([begun(), phaseStarted, ...minutes]).journal;
      const { journal, message } = forge([promoted], before);
      const { recent, earlier = '' } = journal;
      const files = { 'events.jsonl': recent, 'earlier.jsonl': earlier, 'plan.yml': PLAN };
      await place.tamper(files, message);
      const again = extendJournal({ journal, commit: 'a'.repeat(40) }, [promoted], sha256);
      if (again.outcome === 'malformed') throw new Error(again.problem);
      const said = commitMessage([promoted], again.journal.events, again.journal.end);
      await place.tamper(
        { ...files, 'events.jsonl': again.journal.recent, 'plan.yml': 'version: 1\nname: x\n' },
        said,
      );
      expect(await place.archive().inspect()).toMatchObject({
        value: {
          irregularities: [
            { problem: 'plan.yml was changed on the way' },
            { problem: expect.stringMatching(/^the earlier events name a{40} as the one before/) },
          ],
        },
      });
    });

    test('names a plan that is not the one the rollout began with', async () => {
      const place = await world();
      const wrong = begun({ plan: { ...plan, digest: '0'.repeat(64) } });
      const tip = await write(place, [[wrong, promoted]]);
      const problem = 'plan.yml is not the plan that the rollout began with';
      expect(await place.archive().inspect()).toMatchObject({
        value: { irregularities: [{ commit: tip, problem }] },
      });
    });

    test('names a commit that no ledger wrote', async () => {
      const place = await world();
      await write(place);
      await place.tamper({ 'events.jsonl': 'hello\n', 'plan.yml': PLAN }, 'a change');
      const told = await place.archive().inspect();
      expect(
        told.outcome === 'read' && told.value.irregularities.map(({ problem }) => problem),
      ).toEqual([
        expect.stringMatching(/does not bear the seal/),
        expect.stringMatching(/line 1: not a JSON object/),
        expect.stringMatching(/does not append/),
      ]);
      expect(await place.archive().list(3)).toMatchObject({
        outcome: 'failed',
        reason: 'malformed',
      });
    });
  });
}
