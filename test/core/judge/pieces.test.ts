import fc from 'fast-check';
import { expect, it } from 'vitest';
import { sha256 } from '../../../src/adapters/ledger/digest.ts';
import { judgePhase } from '../../../src/core/judge/judge.ts';
import type { CriterionReport } from '../../../src/core/judge/report.ts';
import type { ArmReading, Measurement } from '../../../src/core/measurement.ts';
import type { Event } from '../../../src/core/rollout/event.ts';
import { apply, fold } from '../../../src/core/rollout/fold.ts';
import { decodeJournal, extendJournal, type Journal } from '../../../src/core/rollout/journal.ts';
import type { State } from '../../../src/core/rollout/state.ts';
import { document } from '../plans.ts';
import { events, MINUTE, stateOf, T } from '../rollout/rehearsal.ts';
import { count, gauge, latencies, noData, share } from './court.ts';

const MINUTES = 120;

const DOCUMENT = document(`version: 1
name: checkout
environment: production
target:
  haproxy: { socket: 127.0.0.1:9999, backend: shop, stable: v1, canary: v2 }
analysis: { inconclusiveLimit: -1 }
metrics:
  errors: { command: { run: ./errors.sh, kind: proportion, counts: failures } }
  latency: { command: { run: ./latency.sh, kind: latency, quantile: 0.95 } }
  memory: { command: { run: ./memory.sh, kind: gauge } }
  orders: { command: { run: ./orders.sh, kind: count } }
phases:
  - name: One
    weight: 5%
    bake: 2h
    criteria:
      - errors < 50%
      - errors < baseline * 1.5
      - latency: no significant increase
      - memory < baseline * 1.3 for 10m
      - orders >= baseline * 0.7
  - { name: All, weight: 100%, bake: 10m, criteria: [errors < 99%] }
rollback: [errors > baseline * 2 for 5m, errors > 90%]
`);

const BEGUN: readonly Event[] = [events.start(DOCUMENT), events.begin(0, 5), events.set(5)];

/** One minute's readings by what came of it: drawn events, or a gap. */
const minute = fc.record({
  errors: fc.integer({ min: 0, max: 12 }),
  stable: fc.integer({ min: 40, max: 80 }),
  slow: fc.integer({ min: 80, max: 130 }),
  memory: fc.integer({ min: 90, max: 140 }),
  orders: fc.integer({ min: 20, max: 60 }),
  gap: fc.integer({ min: 0, max: 19 }).map((chance) => chance === 0),
});

function measure(at: number, drawn: typeof minute extends fc.Arbitrary<infer One> ? One : never) {
  const from = T + at * MINUTE;
  const orGap = (reading: ArmReading) => (drawn.gap ? noData : reading);
  const one = (metric: string, canary: ArmReading, baseline: ArmReading): Measurement => ({
    metric,
    from,
    to: from + MINUTE,
    canary: orGap(canary),
    baseline,
  });
  return [
    one('errors', share(drawn.errors, 300), share(drawn.stable, 5_700)),
    one('latency', latencies(300, drawn.slow / 1_000), latencies(5_700, 0.1)),
    one('memory', gauge(drawn.memory), gauge(100)),
    one('orders', count(drawn.orders), count(950)),
  ];
}

const measured = (measurements: readonly Measurement[]): Event => ({
  type: 'measured',
  at: measurements.at(-1)?.to ?? T,
  measurements,
  cursors: {},
});

function judge({ measurements, updatedAt }: State): readonly CriterionReport[] {
  const bakeEnded = updatedAt >= T + 120 * MINUTE;
  return judgePhase({ plan: DOCUMENT.plan, phase: 0, measurements, bakeEnded, bakingSince: T });
}

/** Writes events behind a journal and reads all of it back, as the next process does. */
function hand(journal: Journal | undefined, more: readonly Event[], limit: number): Journal {
  const before = journal && { journal, commit: 'a'.repeat(40) };
  const written = extendJournal(before, more, sha256, limit);
  if (written.outcome !== 'extended') throw new Error(written.problem);
  const read = decodeJournal(written.journal, sha256);
  if (read.outcome !== 'decoded') throw new Error(read.problems[0]?.problem);
  return read.journal;
}

const phase = fc.array(minute, { minLength: MINUTES, maxLength: MINUTES });

it('judges the same in one job and in 120 ticks that know nothing but the journal', () => {
  fc.assert(
    fc.property(phase, fc.constantFrom(1_000, 65_536), (drawn, limit) => {
      let state = stateOf(BEGUN);
      let journal = hand(undefined, BEGUN, limit);
      for (const [at, one] of drawn.entries()) {
        const event = measured(measure(at, one));
        state = apply(state, event);
        journal = hand(journal, [event], limit);
        // Judging is dear: now and then, and at the end.
        if (at % 40 !== 39) continue;
        const resumed = fold(journal.events);
        expect(resumed && judge(resumed)).toEqual(judge(state));
      }
    }),
    { numRuns: 4 },
  );
}, 60_000);

it('judges the same whether measurements come one by one, in heaps or all at once', () => {
  fc.assert(
    fc.property(phase, fc.array(fc.integer({ min: 1, max: MINUTES - 1 })), (drawn, cuts) => {
      const minutes = drawn.map((one, at) => measure(at, one));
      const bounds = [...new Set([0, ...cuts, MINUTES])].toSorted((a, b) => a - b);
      const heaps = bounds.slice(1).map((end, index) => minutes.slice(bounds[index], end).flat());
      const inHeaps = judge(stateOf([...BEGUN, ...heaps.map(measured)]));
      expect(inHeaps).toEqual(judge(stateOf([...BEGUN, measured(minutes.flat())])));
      expect(inHeaps).toEqual(judge(stateOf([...BEGUN, ...minutes.map(measured)])));
    }),
    { numRuns: 5 },
  );
}, 60_000);

it('judges the same after a kill and a restart in the middle', () => {
  fc.assert(
    fc.property(phase, fc.integer({ min: 1, max: MINUTES - 1 }), (drawn, killedAt) => {
      const story = drawn.map((one, at) => measured(measure(at, one)));
      const first = hand(undefined, [...BEGUN, ...story.slice(0, killedAt)], 1_000);
      const taken: Event = events.takenOver();
      const resumed = hand(first, [taken, ...story.slice(killedAt)], 1_000);
      expect(judge(stateOf(resumed.events))).toEqual(judge(stateOf([...BEGUN, ...story])));
    }),
    { numRuns: 8 },
  );
}, 60_000);
