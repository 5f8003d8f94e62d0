import { describe, expect, it } from 'vitest';
import { createGateSources } from '../../../src/adapters/gates/sources.ts';
import { createArchive } from '../../../src/adapters/ledger/archive.ts';
import { sha256 } from '../../../src/adapters/ledger/digest.ts';
import { createLedger } from '../../../src/adapters/ledger/ledger.ts';
import { createMemory, createMemoryStore } from '../../../src/adapters/ledger/memory/store.ts';
import type { BakedGate } from '../../../src/core/plan/plan.ts';
import type { Event } from '../../../src/core/rollout/event.ts';
import type { Archive } from '../../../src/ports/archive.ts';
import { DAY, HOUR, at, rollout, type Told } from '../../core/delivery/history.ts';

const position = { line: 1, column: 1 };

function gateOf(change: Partial<BakedGate> = {}): BakedGate {
  const basics = { name: 'baked', timeout: 5_000, position } as const;
  return { kind: 'baked', ...basics, environment: 'staging', for: DAY, ...change };
}

const PLAN = 'version: 1\n';

function sealed(event: Event): Event {
  return event.type === 'rollout-started'
    ? { ...event, plan: { ...event.plan, digest: sha256(PLAN) } }
    : event;
}

/** The past of an environment to which these were released one after another. */
async function pastOf(...rollouts: readonly Told[]): Promise<Archive> {
  const store = createMemoryStore(createMemory());
  const ledger = createLedger(store, { id: '1', attempt: 1 });
  let tip: string | undefined;
  for (const told of rollouts) {
    const events = rollout(told).map(sealed);
    const appended = await ledger.append({ expected: tip, events, plan: PLAN });
    if (appended.outcome !== 'appended') throw new Error(JSON.stringify(appended));
    tip = appended.tip;
  }
  return createArchive(store);
}

const v2 = { version: 'v2', sha: '2'.repeat(40) };
const v3 = { version: 'v3', sha: '3'.repeat(40) };
const PROMOTED_AT = at(20, '12:00');
const PROMOTED: Told['steps'] = [
  [at(20, '10:00'), 100],
  [PROMOTED_AT, 'promoted'],
];

async function look(now: number, archive: Archive | undefined, gate = gateOf()) {
  const asked: unknown[] = [];
  const sources = createGateSources({
    environment: {},
    ...v2,
    name: 'shop',
    ...(archive && {
      archiveOf(target) {
        asked.push(target);
        return archive;
      },
    }),
  });
  return { ...(await sources.evaluate(gate, now)), asked };
}

describe('baked elsewhere', () => {
  it('is open once it has been promoted there for long enough', async () => {
    const archive = await pastOf({ ...v2, steps: PROMOTED });
    expect(await look(PROMOTED_AT + DAY, archive)).toMatchObject({
      outcome: 'open',
      found: 'staging has carried it for 1d, since 2026-11-20T12:00:00.000Z',
      asked: [{ environment: 'staging', name: 'shop' }],
    });
  });

  it('is shut until then, and says until when', async () => {
    const archive = await pastOf({ ...v2, steps: PROMOTED });
    const early = await look(PROMOTED_AT + DAY - 1, archive);
    expect(early).toMatchObject({
      outcome: 'shut',
      remedy: 'wait until 2026-11-21T12:00:00.000Z',
      opensAt: PROMOTED_AT + DAY,
    });
  });

  it('counts anew from when another version was taken back', async () => {
    const back: Told['steps'] = [
      [PROMOTED_AT + HOUR, 10],
      [PROMOTED_AT + 2 * HOUR, 'back:criterion-failed'],
      [PROMOTED_AT + 3 * HOUR, 'back'],
    ];
    const archive = await pastOf({ ...v2, steps: PROMOTED }, { ...v3, steps: back });
    expect(await look(PROMOTED_AT + DAY, archive)).toMatchObject({
      outcome: 'shut',
      opensAt: PROMOTED_AT + 3 * HOUR + DAY,
    });
  });

  it.each<[string, readonly Told[], RegExp]>([
    ['it was never there', [], /never promoted to staging/],
    ['it is on its way', [{ ...v2, steps: [[PROMOTED_AT, 10]] }], /^it is on its way to staging/],
    [
      'another one is on its way',
      [
        { ...v2, steps: PROMOTED },
        { ...v3, steps: [[PROMOTED_AT + HOUR, 10]] },
      ],
      /^v3 is on its way to staging/,
    ],
    [
      'another one was promoted since',
      [
        { ...v2, steps: PROMOTED },
        {
          ...v3,
          steps: [
            [PROMOTED_AT + HOUR, 100],
            [PROMOTED_AT + 2 * HOUR, 'promoted'],
          ],
        },
      ],
      /^staging carries v3 \(333333333333\), promoted at 2026-11-20T14:00/,
    ],
    [
      'it was taken back',
      [
        {
          ...v2,
          steps: [
            [PROMOTED_AT, 10],
            [PROMOTED_AT + HOUR, 'back:criterion-failed'],
            [PROMOTED_AT + HOUR, 'back'],
          ],
        },
      ],
      /^it was taken back from staging at 2026-11-20T13:00/,
    ],
  ])('is shut when %s', async (_, rollouts, found) => {
    expect(await look(PROMOTED_AT + 9 * DAY, await pastOf(...rollouts))).toMatchObject({
      outcome: 'shut',
      found: expect.stringMatching(found),
      remedy: expect.stringMatching(/\S/),
    });
  });

  it('asks the rollout that is named', async () => {
    const archive = await pastOf({ ...v2, steps: PROMOTED });
    const { asked } = await look(PROMOTED_AT + DAY, archive, gateOf({ rollout: 'shop-eu' }));
    expect(asked).toEqual([{ environment: 'staging', name: 'shop-eu' }]);
  });

  it('is broken while the ledger is away, does not answer, or is none', async () => {
    const archive = await pastOf();
    const away = { outcome: 'failed', reason: 'unreachable', detail: 'GitHub: 502' } as const;
    const failing: Archive = { ...archive, list: () => Promise.resolve(away) };
    const silent: Archive = { ...archive, list: () => new Promise(() => {}) };
    expect(await look(0, failing)).toMatchObject({ outcome: 'broken', found: 'GitHub: 502' });
    expect(await look(0, silent, gateOf({ timeout: 50 }))).toMatchObject({
      outcome: 'broken',
      found: 'no answer within 50ms',
    });
    expect(await look(0, undefined)).toMatchObject({
      outcome: 'broken',
      found: 'there is no ledger to ask',
    });
  });
});
