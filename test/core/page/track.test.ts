import { describe, expect, it } from 'vitest';
import { gather } from '../../../src/core/page/chronicle.ts';
import { listStretches } from '../../../src/core/page/stretch.ts';
import { parsePlan } from '../../../src/core/plan/parse.ts';
import type { Event } from '../../../src/core/rollout/event.ts';
import { AT, CALM, criterion, eventsOf, MINUTE } from '../present/rollouts.ts';

const PLAN = `version: 1
name: checkout
environment: production
target: { command: { set: 'true', stable: v1, canary: v2 } }
metrics:
  error-rate: { command: { run: './measure', kind: proportion, counts: failures } }
  latency: { command: { run: './measure', kind: gauge }, unit: seconds }
phases:
  - { name: Canary, weight: 5%, bake: 1h, criteria: [error-rate < 1%, latency < baseline * 1.5] }
  - { name: Everybody, weight: 100%, bake: 1h, criteria: [error-rate < 2%] }
rollback: [error-rate > 5% for 5m]
`;

/** A minute in which both metrics were seen at the same value in both arms. */
function look(minute: number, value: number): Event {
  const interval = { from: AT + minute * MINUTE, to: AT + (minute + 1) * MINUTE };
  const gauge = { outcome: 'sample', sample: { kind: 'gauge', value } } as const;
  const share = {
    outcome: 'sample',
    sample: { kind: 'proportion', events: value, total: 100 },
  } as const;
  return {
    type: 'measured',
    at: interval.to,
    measurements: [
      { metric: 'latency', ...interval, canary: gauge, baseline: gauge },
      { metric: 'error-rate', ...interval, canary: share, baseline: share },
    ],
    cursors: {},
  };
}

/** The release that is taken back after ten minutes, with a look in every minute. */
function tell(events = eventsOf(CALM)) {
  const { plan, problems } = parsePlan(PLAN, 'rollout.yml');
  if (plan === undefined) throw new Error(JSON.stringify(problems));
  const looks = Array.from({ length: 9 }, (_, minute) => look(minute, minute));
  const chronicle = gather([...events.slice(0, 5), ...looks, ...events.slice(5)], plan, AT);
  if (chronicle === undefined) throw new Error('the rollout has started');
  return chronicle;
}

describe('the tracks of the metrics', () => {
  it('come with the broken ones first', () => {
    const tracks = tell().tracks.map(({ metric, standing }) => [metric.name, standing]);
    expect(tracks).toEqual([
      ['error-rate', 'fail'],
      ['latency', undefined],
    ]);
  });

  it('say of every sentence how it stood', () => {
    const [errors] = tell().tracks;
    expect(errors?.said.map(({ text, standing }) => [text, standing])).toEqual([
      ['error-rate < 1%', 'fail'],
      ['error-rate < 2%', undefined],
      ['rollback if error-rate > 5% for 5m', undefined],
    ]);
  });

  it('tell what is not known yet from what cannot be known', () => {
    const early = criterion(CALM, { verdict: 'inconclusive', reason: 'too-early' });
    const events = eventsOf(CALM).map((event) =>
      event.type === 'rollback-started' ? { ...event, criteria: [early] } : event,
    );
    expect(tell(events).tracks[0]?.standing).toBe('not-yet');
  });

  it('hold a limit only while it is in force: a criterion in its phase, a condition in all', () => {
    const [errors] = tell().tracks;
    expect(
      errors?.lines.map(({ value, points }) => [value, ...points.map(({ at }) => at - AT)]),
    ).toEqual([
      [0.01, 0, 10 * MINUTE],
      [0.05, 0, 10 * MINUTE],
    ]);
  });

  it('follow the stable version where a sentence compares with it', () => {
    const latency = tell().tracks[1];
    expect(latency?.lines).toHaveLength(1);
    expect(latency?.lines[0]?.points.map(({ value }) => value)).toEqual(
      latency?.baseline.map(({ value }) => value * 1.5),
    );
  });
});

describe('the times of the phases', () => {
  it('are one for every time that a phase began', () => {
    const run = { id: '1', attempt: 2, actor: 'octocat' };
    const events: readonly Event[] = [
      ...eventsOf(CALM),
      { type: 'retried', at: AT + 20 * MINUTE, phase: 0, run },
      { type: 'phase-started', at: AT + 21 * MINUTE, phase: 0, weight: 5 },
      { type: 'phase-passed', at: AT + 81 * MINUTE, phase: 0, criteria: [] },
      { type: 'phase-started', at: AT + 82 * MINUTE, phase: 1, weight: 100 },
    ];
    expect(listStretches(events, AT + 90 * MINUTE)).toEqual([
      { phase: 0, from: AT, to: AT + 10 * MINUTE },
      { phase: 0, from: AT + 21 * MINUTE, to: AT + 81 * MINUTE },
      { phase: 1, from: AT + 82 * MINUTE, to: AT + 90 * MINUTE },
    ]);
  });
});
