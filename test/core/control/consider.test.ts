import { describe, expect, it } from 'vitest';
import { considerOrder } from '../../../src/core/control/consider.ts';
import type { Command } from '../../../src/core/control/command.ts';
import type { Circumstances } from '../../../src/core/control/considered.ts';
import type { Event } from '../../../src/core/rollout/event.ts';
import { LEASE } from '../../../src/core/rollout/lease.ts';
import {
  BAD,
  BAKING,
  DOCUMENT,
  events as e,
  GOOD,
  MINUTE,
  stateOf,
  T,
} from '../rollout/rehearsal.ts';

function consider(
  kind: Exclude<Command['kind'], 'skip-gate'>,
  story: readonly Event[],
  change: Partial<Circumstances> = {},
) {
  const order = { command: { kind }, by: 'grace', via: 'cli' } as const;
  const circumstances = {
    plan: DOCUMENT.plan,
    holder: 'running',
    now: T + MINUTE,
    ...change,
  } as const;
  return considerOrder(order, stateOf(story), circumstances);
}

describe('a promotion by order', () => {
  it.each([
    ['promote', [...BAKING, e.measured(BAD)]],
    ['promote-full', [...BAKING, e.measured(BAD)]],
    ['promote', [...BAKING, e.measured(GOOD, BAD), e.paused()]],
  ] as const)('%s is refused where harm is proven', (kind, story) => {
    expect(consider(kind, story)).toMatchObject({
      outcome: 'refused',
      reason: { code: 'breach-proven', sentence: expect.stringContaining('error-rate is 20%') },
    });
  });

  it('cannot judge without the plan, and leaves that to whoever drives', () => {
    const story = [...BAKING, e.measured(BAD)];
    const { plan: _, ...blind } = { plan: DOCUMENT.plan, holder: 'running', now: T } as const;
    const order = { command: { kind: 'promote' }, by: 'grace', via: 'cli' } as const;
    expect(considerOrder(order, stateOf(story), blind)).toMatchObject({ by: 'driver' });
  });

  it.each([
    ['running', [...BAKING, e.measured(GOOD)], 'driver'],
    ['paused by the machine', [...BAKING, e.measured(GOOD), e.paused()], 'rerun'],
    ['paused by a person', [...BAKING, e.ordered('pause')], 'driver'],
  ] as const)('is taken while %s', (_, story, by) => {
    expect(consider('promote', story)).toMatchObject({ outcome: 'taken', by });
  });
});

describe('a retry', () => {
  it.each([
    ['its run goes on', 'running', 2 * LEASE, 'refused'],
    ['its run has ended', 'ended', MINUTE, 'taken'],
    ['nobody can tell, and it wrote lately', 'unknown', MINUTE, 'refused'],
    ['nobody can tell, and it is silent', 'unknown', 2 * LEASE, 'taken'],
  ] as const)('of what is under way, where %s', (_, holder, after, outcome) => {
    expect(consider('retry', BAKING, { holder, now: T + after })).toMatchObject({ outcome });
  });
});

describe('what another run takes back', () => {
  const taken = [...BAKING, e.takenFrom('superseded')];

  it('takes no orders while that run is at it', () => {
    for (const kind of ['pause', 'resume', 'abort', 'promote', 'retry'] as const) {
      expect(consider(kind, taken)).toMatchObject({ reason: { code: 'superseded' } });
    }
  });

  it.each([
    ['the run was lost', taken, 'ended'],
    ['the run was lost on the way', [...taken, e.goBack()], 'ended'],
    ['nobody can tell of the run', taken, 'unknown'],
    ['the target did not confirm it', [...taken, e.goBack(), e.notBack()], 'running'],
  ] as const)('is taken back by a person where %s', (_, story, holder) => {
    expect(consider('abort', story, { holder })).toMatchObject({ outcome: 'taken', by: 'control' });
    for (const kind of ['pause', 'resume', 'promote', 'retry'] as const) {
      expect(consider(kind, story, { holder })).toMatchObject({ reason: { code: 'superseded' } });
    }
  });

  it('is not taken back twice', () => {
    const story = [...taken, e.goBack(), e.back()];
    expect(consider('abort', story, { holder: 'ended' })).toMatchObject({
      reason: { code: 'nothing-to-do' },
    });
  });
});
