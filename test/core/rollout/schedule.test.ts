import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Measurement } from '../../../src/core/measurement.ts';
import type { Plan } from '../../../src/core/plan/plan.ts';
import { metricsOf, type Schedule, scheduleLooks } from '../../../src/core/rollout/schedule.ts';
import { document } from '../plans.ts';
import { GOOD, MINUTE, T } from './rehearsal.ts';

/** Two metrics in the first phase, one that is only watched, one that nobody asks for. */
const PLAN = document(`version: 1
name: checkout
environment: production
target:
  haproxy: { socket: 127.0.0.1:9999, backend: shop, stable: v1, canary: v2 }
metrics:
  error-rate:
    command: { run: ./errors.sh, kind: proportion, counts: failures }
    initialDelay: 30s
  latency:
    command: { run: ./latency.sh, kind: latency, quantile: 0.95 }
    interval: 3m
  memory:
    openmetrics:
      canary: [http://127.0.0.1:1/metrics]
      stable: [http://127.0.0.1:2/metrics]
      gauge: memory
  idle: { command: { run: ./idle.sh, kind: gauge } }
phases:
  - { name: Canary, weight: 5%, bake: 2h, criteria: [error-rate < 1%, latency < 1s] }
  - { name: All, weight: 100%, bake: 2h, criteria: [error-rate < 1%, idle > 0] }
rollback: ['memory > 5: pause']
`).plan;

function only(name: string): Plan {
  const metrics = PLAN.metrics.filter((metric) => metric.name === name);
  return { ...PLAN, metrics };
}

function look(plan: Plan, measurements: readonly Measurement[], minutes: number): Schedule {
  return scheduleLooks(plan, 0, T, measurements, T + minutes * MINUTE);
}

/** Measures what is due; a source that cannot look back measures until now. */
function measure(
  { due }: Schedule,
  before: readonly Measurement[],
  now: number,
): readonly Measurement[] {
  const taken = due.map(({ metric, interval }) => {
    const isBlind = metric.source.kind === 'openmetrics';
    const span = isBlind ? { from: before.at(-1)?.to ?? now, to: now } : interval;
    return { metric: metric.name, ...span, canary: GOOD, baseline: GOOD };
  });
  return [...before, ...taken];
}

const minutes = (instant: number) => (instant - T) / MINUTE;

describe('what is measured', () => {
  it('is what the criteria and the conditions speak of', () => {
    const names = (phase: number) => metricsOf(PLAN, phase).map(({ name }) => name);
    expect([names(0), names(1)]).toEqual([
      ['error-rate', 'latency', 'memory'],
      ['error-rate', 'memory', 'idle'],
    ]);
  });

  it('is due only when its whole interval is over', () => {
    const plan = only('latency');
    expect(look(plan, [], 2.99)).toEqual({ due: [], next: T + 3 * MINUTE });
    expect(look(plan, [], 3)).toMatchObject({
      due: [{ interval: { from: T, to: T + 3 * MINUTE } }],
      next: T + 6 * MINUTE,
    });
  });

  it('begins after the initial delay', () => {
    const { due, next } = look(only('error-rate'), [], 1.5);
    expect(due.map(({ interval }) => [minutes(interval.from), minutes(interval.to)])).toEqual([
      [0.5, 1.5],
    ]);
    expect(minutes(next)).toBe(2.5);
  });

  it('comes next when the first of its metrics comes', () => {
    expect(minutes(look(PLAN, [], 0).next)).toBe(0);
    expect(minutes(scheduleLooks(PLAN, 1, T, [], T).next)).toBe(0);
  });

  it('is caught up on thirty looks at a time, the oldest first', () => {
    const plan = only('error-rate');
    const first = look(plan, [], 100);
    expect(first.due).toHaveLength(30);
    expect(minutes(first.due[0]?.interval.from ?? 0)).toBe(0.5);
    const second = look(plan, measure(first, [], T + 100 * MINUTE), 100);
    expect(minutes(second.due[0]?.interval.from ?? 0)).toBe(30.5);
  });
});

describe('a source that knows only the present', () => {
  const plan = only('memory');

  it('sets its starting point first', () => {
    expect(look(plan, [], 0).due).toMatchObject([{ interval: { from: T, to: T } }]);
    expect(look(plan, [], 0.7).due).toMatchObject([
      { interval: { from: T + 0.7 * MINUTE, to: T + 0.7 * MINUTE } },
    ]);
  });

  it('waits for its initial delay even so', () => {
    const [metric] = plan.metrics;
    if (metric === undefined) throw new Error('no metric');
    const late = { ...metric, looks: { ...metric.looks, initialDelay: MINUTE } };
    expect(look({ ...plan, metrics: [late] }, [], 0.5)).toEqual({ due: [], next: T + MINUTE });
  });

  it('measures the time since its last look in one piece', () => {
    const started = measure(look(plan, [], 0), [], T);
    const late = look(plan, started, 7);
    expect(late.due).toHaveLength(1);
    expect(minutes(late.next)).toBe(8);
    const taken = measure(late, started, T + 7 * MINUTE);
    expect(look(plan, taken, 7.5)).toMatchObject({ due: [], next: T + 8 * MINUTE });
  });
});

describe('metrics of pages', () => {
  const memory = PLAN.metrics.find(({ name }) => name === 'memory');
  if (memory === undefined) throw new Error('no metric');
  const queue = { ...memory, name: 'queue', looks: { ...memory.looks, interval: 5 * MINUTE } };
  const [condition] = PLAN.rollback;
  if (condition === undefined) throw new Error('no condition');
  const plan: Plan = {
    ...PLAN,
    metrics: [memory, queue],
    rollback: [condition, { ...condition, metric: 'queue' }],
  };
  const taken = (metric: string, minute: number): Measurement => ({
    metric,
    from: T,
    to: T + minute * MINUTE,
    canary: GOOD,
    baseline: GOOD,
  });
  const dueAt = (now: number, ...measurements: readonly Measurement[]) =>
    look(plan, measurements, now).due.map(({ metric }) => metric.name);

  it('are looked at together when they would be due at nearly the same time', () => {
    expect(dueAt(5, taken('memory', 4), taken('queue', 0.9))).toEqual(['memory', 'queue']);
    expect(dueAt(5, taken('memory', 4.1), taken('queue', 0))).toEqual(['memory', 'queue']);
  });

  it('are looked at on their own when they are not', () => {
    expect(dueAt(5, taken('memory', 4), taken('queue', 1.5))).toEqual(['memory']);
    expect(dueAt(5, taken('memory', 4.5), taken('queue', 0))).toEqual(['queue']);
    expect(dueAt(4.9, taken('memory', 4), taken('queue', 0.5))).toEqual([]);
  });
});

describe('looks, whenever somebody comes by', () => {
  const visits = fc
    .array(fc.integer({ min: 0, max: 20 * MINUTE }), { minLength: 1, maxLength: 40 })
    .map((waits) => waits.reduce<number[]>((at, wait) => [...at, (at.at(-1) ?? T) + wait], []));

  it.each(['error-rate', 'latency'])(
    'follow one another without gap or overlap, and miss nothing: %s',
    (name) => {
      const plan = only(name);
      fc.assert(
        fc.property(visits, (times) => {
          let taken: readonly Measurement[] = [];
          for (const now of times) {
            for (let schedule = scheduleLooks(plan, 0, T, taken, now); ;) {
              expect(schedule.next).toBeGreaterThan(T);
              if (schedule.due.length === 0) break;
              taken = measure(schedule, taken, now);
              schedule = scheduleLooks(plan, 0, T, taken, now);
            }
          }
          const { interval, initialDelay } = plan.metrics[0]?.looks ?? {
            interval: 0,
            initialDelay: 0,
          };
          const end = times.at(-1) ?? T;
          const count = Math.max(0, Math.floor((end - T - initialDelay) / interval));
          expect(taken.map(({ from, to }) => [from, to])).toEqual(
            Array.from({ length: count }, (_, index) => [
              T + initialDelay + index * interval,
              T + initialDelay + (index + 1) * interval,
            ]),
          );
        }),
        { numRuns: 200 },
      );
    },
  );

  it('are never due before the moment the last schedule named', () => {
    fc.assert(
      fc.property(visits, fc.constantFrom('error-rate', 'latency', 'memory'), (times, name) => {
        const plan = only(name);
        let taken: readonly Measurement[] = [];
        for (const now of times) {
          let schedule = scheduleLooks(plan, 0, T, taken, now);
          while (schedule.due.length > 0) {
            taken = measure(schedule, taken, now);
            schedule = scheduleLooks(plan, 0, T, taken, now);
          }
          expect(schedule.next).toBeGreaterThan(now);
          expect(scheduleLooks(plan, 0, T, taken, schedule.next - 1).due).toEqual([]);
          expect(scheduleLooks(plan, 0, T, taken, schedule.next).due).not.toEqual([]);
        }
      }),
      { numRuns: 200 },
    );
  });
});
