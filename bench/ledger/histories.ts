import { createMemoryLedger } from '../../src/adapters/ledger/memory/ledger.ts';
import { createMemory } from '../../src/adapters/ledger/memory/store.ts';
import type { StoredCommit } from '../../src/adapters/ledger/store.ts';
import type { Measurement } from '../../src/core/measurement.ts';
import type { Event, RolloutStarted } from '../../src/core/rollout/event.ts';

const START = Date.UTC(2026, 0, 5, 9);
const MINUTE = 60_000;
/** Events in one commit, as a driver writes them. */
const BATCH = 5;

/** How a rollout's events lie: measurements follow each other in many phases, or in one that does not end. */
export type Shape = 'many phases' | 'one phase';

export interface LedgerHistory {
  readonly shape: Shape;
  readonly count: number;
  /** The last commit: all that a restart looks at. */
  readonly tip: StoredCommit;
  readonly next: Event;
  /** All lines ever written. */
  readonly whole: string;
}

/** Writes a ledger of so many events as a rollout would, a few at a time. */
export async function writeHistory(shape: Shape, count: number): Promise<LedgerHistory> {
  const memory = createMemory();
  const ledger = createMemoryLedger(memory, { id: '4711', attempt: 1 });
  const events = [...tell(shape, count)];
  let expected: string | undefined;
  const lines = new Set<string>();
  for (let from = 0; from < count; from += BATCH) {
    const batch = events.slice(from, from + BATCH);
    const result = await ledger.append({ expected, events: batch, plan: 'version: 1\n' });
    if (result.outcome !== 'appended') throw new Error(JSON.stringify(result));
    expected = result.tip;
    const recent = memory.commits.get(expected)?.files.recent ?? '';
    for (const line of recent.split('\n').slice(-1 - BATCH, -1)) lines.add(line);
  }
  const tip = memory.commits.get(expected ?? '');
  if (tip === undefined) throw new Error('nothing was written');
  return { shape, count, tip, next: measured(count), whole: `${[...lines].join('\n')}\n` };
}

function* tell(shape: Shape, count: number): Generator<Event> {
  const phases = shape === 'one phase' ? 1 : Math.max(1, Math.ceil(count / 200));
  const each = Math.ceil(count / phases);
  yield started(phases);
  for (let n = 1; n < count; n += 1) {
    if (n % each === 1 || each === 1) yield phaseStarted(Math.floor(n / each), n);
    else yield measured(n);
  }
}

function started(phases: number): RolloutStarted {
  const names = Array.from({ length: phases }, (_, index) => `Phase ${index + 1}`);
  return {
    type: 'rollout-started',
    at: START,
    rollout: '4711.1',
    name: 'checkout',
    environment: 'production',
    version: '1.4.2',
    plan: {
      digest: '0'.repeat(64),
      target: {
        kind: 'command',
        stable: 'v1',
        canary: 'v2',
        afterPromotion: 'canary',
        set: 'set-weight',
        timeout: 5_000,
      },
      phases: names.map((name) => ({ name, weight: 5, bake: 60 * MINUTE })),
    },
    run: { id: '4711', attempt: 1, actor: 'ada' },
  };
}

function phaseStarted(phase: number, n: number): Event {
  return { type: 'phase-started', at: START + n * MINUTE, phase, weight: 5 };
}

/** Three metrics, as most plans have. */
function measured(n: number): Event {
  const at = START + n * MINUTE;
  return {
    type: 'measured',
    at,
    measurements: ['error-rate', 'latency-p95', 'requests'].map((metric): Measurement => ({
      metric,
      from: at - MINUTE,
      to: at,
      canary: {
        outcome: 'sample',
        sample: { kind: 'proportion', events: n % 7, total: 1_000 + n },
      },
      baseline: {
        outcome: 'sample',
        sample: { kind: 'proportion', events: n % 5, total: 9_000 + n },
      },
    })),
    cursors: {},
    target: { seen: 5 },
  };
}
