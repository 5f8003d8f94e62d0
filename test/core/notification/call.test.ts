import { describe, expect, it } from 'vitest';
import { callFor } from '../../../src/core/notification/call.ts';
import { noticeId, releaseId } from '../../../src/core/notification/notice.ts';
import type { Event } from '../../../src/core/rollout/event.ts';
import { whatMatters } from '../../../src/core/rollout/journal/condense.ts';
import { measured, rolloutStarted } from '../rollout/journal-sample.ts';
import {
  BAKING,
  order,
  PAUSED,
  PROMOTED,
  retry,
  ROLLED_BACK,
  STOPPED,
  STUCK,
  WAITING,
} from './events.ts';

const keysOf = (events: readonly Event[]) => callFor(events).map(({ key }) => key);

describe('what people are told', () => {
  it.each<[string, readonly Event[], readonly string[]]>([
    ['that it started', BAKING, ['started.1']],
    [
      'that a phase passed, and whom it waits for',
      WAITING,
      ['started.1', 'phase-passed.1', 'waiting-for-approval.2.1'],
    ],
    [
      'that it is promoted',
      PROMOTED,
      ['started.1', 'phase-passed.1', 'waiting-for-approval.2.1', 'phase-passed.2', 'promoted.1'],
    ],
    ['that it went back, once it has', ROLLED_BACK, ['started.1', 'rolled-back.1']],
    ['that it could not go back', STUCK, ['started.1', 'rollback-failed.1']],
    [
      'not twice that it could not',
      [...STUCK, ...STUCK.slice(-1)],
      ['started.1', 'rollback-failed.1'],
    ],
    [
      'that it went back after all',
      [...STUCK, ...ROLLED_BACK.slice(-1)],
      ['started.1', 'rollback-failed.1', 'rolled-back.1'],
    ],
    ['that it was stopped', STOPPED, ['started.1', 'stopped.1']],
    ['that the machine paused it', PAUSED, ['started.1', 'paused.1']],
    [
      'that a person paused it, and resumed it',
      [...BAKING, order('pause'), order('resume'), order('pause')],
      ['started.1', 'paused.1', 'resumed.1', 'paused.2'],
    ],
    [
      'that it was taken up again, and whom it then waits for anew',
      [...WAITING, ...PAUSED.slice(-1), retry(2), ...WAITING.slice(2)],
      [
        'started.1',
        'phase-passed.1',
        'waiting-for-approval.2.1',
        'paused.1',
        'resumed.1',
        'phase-passed.2',
        'waiting-for-approval.2.2',
      ],
    ],
  ])('%s', (_, events, keys) => {
    expect(keysOf(events)).toEqual(keys);
  });

  it('is not asked any more of people who have answered', () => {
    const staleOf = (events: readonly Event[]) =>
      callFor(events)
        .filter(({ isStale }) => isStale)
        .map(({ key }) => key);
    expect(staleOf(WAITING)).toEqual([]);
    expect(staleOf(PROMOTED)).toEqual(['waiting-for-approval.2.1']);
  });

  it('is the same once the ledger has put away what matters no more', () => {
    const gauge = measured({ kind: 'gauge', value: 0.25 });
    const events = PROMOTED.flatMap((event): readonly Event[] =>
      event.type === 'weight-set' ? [event, gauge, gauge] : [event],
    );
    const matters = whatMatters(events);
    expect(matters).toContain(false);
    const kept = events.filter((_, index) => matters[index]);
    expect(keysOf(kept)).toEqual(keysOf(events));
  });
});

describe('the name of a notice', () => {
  it('is known wherever the same release is', () => {
    const [notice] = callFor(BAKING);
    expect(notice && noticeId(notice)).toBe('production/checkout/4711.1/started.1');
  });

  it('is fit for a header and for a key of 255 characters whatever the environment is called', () => {
    const environment = `Größe\n${'ö'.repeat(300)}`;
    const [notice] = callFor([rolloutStarted({ environment, rollout: '9'.repeat(200) })]);
    if (notice === undefined) throw new Error('nobody is told that it started');
    expect(noticeId(notice)).toMatch(/^[\w%./~*'()!-]+$/);
    expect(releaseId(notice.state).length).toBeLessThan(240);
  });
});
