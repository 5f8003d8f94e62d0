import { describe, expect, it } from 'vitest';
import { callFor } from '../../../src/core/notification/call.ts';
import { lettersFor } from '../../../src/core/notification/letter.ts';
import type { Channel, NoticeKind } from '../../../src/core/plan/notification.ts';
import { NOTICE_KINDS } from '../../../src/core/plan/notification.ts';
import type { Delivery, Event } from '../../../src/core/rollout/event.ts';
import { order, BAKING, PAUSED, PROMOTED, retry, ROLLED_BACK, STUCK, WAITING } from './events.ts';

const basics = { name: 'here', timeout: 1_000, position: { line: 1, column: 1 } };

const slack = (on: readonly NoticeKind[]): Channel => ({ ...basics, kind: 'slack', on, url: 'x' });
const pager = (on: readonly NoticeKind[]): Channel => ({
  ...basics,
  kind: 'pagerduty',
  on,
  url: 'x',
  routingKey: 'k',
});

function letters(channel: Channel, events: readonly Event[], deliveries: readonly Delivery[] = []) {
  return lettersFor(channel, callFor(events), deliveries).map(
    ({ notice, does }) => `${does} ${notice.key}`,
  );
}

const sent = (notice: string, change: Partial<Delivery> = {}): Delivery => ({
  notice,
  channel: 'here',
  outcome: 'sent',
  ...change,
});

describe('a channel', () => {
  it('is told what it wants to know, in order', () => {
    expect(letters(slack(['phase-passed', 'promoted']), PROMOTED)).toEqual([
      'tell phase-passed.1',
      'tell phase-passed.2',
      'tell promoted.1',
    ]);
  });

  it('is not told again what it was told, or would not hear', () => {
    const known = [sent('started.1'), sent('phase-passed.1', { outcome: 'given-up' })];
    expect(letters(slack(NOTICE_KINDS), WAITING, known)).toEqual(['tell waiting-for-approval.2.1']);
  });

  it('is told what another was told', () => {
    const elsewhere = [sent('started.1', { channel: 'there' })];
    expect(letters(slack(['started']), BAKING, elsewhere)).toEqual(['tell started.1']);
  });

  it('is not asked for an approval that was given meanwhile', () => {
    expect(letters(slack(['waiting-for-approval']), WAITING)).toHaveLength(1);
    expect(letters(slack(['waiting-for-approval']), PROMOTED)).toEqual([]);
  });

  it('hears the rest of a release in the thread that it began there', () => {
    const known = [
      sent('started.1', { thread: '1.1' }),
      sent('x', { channel: 'y', thread: '2.2' }),
    ];
    const [letter] = lettersFor(slack(['rolled-back']), callFor(ROLLED_BACK), known);
    expect(letter?.thread).toBe('1.1');
  });
});

describe('an alert', () => {
  const UNSTUCK = [...STUCK, ...ROLLED_BACK.slice(-1)];

  it.each<[string, readonly NoticeKind[], readonly Event[], readonly string[]]>([
    ['is opened by what it is for', ['rollback-failed'], STUCK, ['tell rollback-failed.1']],
    ['is not opened by anything else', ['rollback-failed'], ROLLED_BACK, []],
    [
      'is resolved when the traffic is back after all',
      ['rollback-failed'],
      UNSTUCK,
      ['tell rollback-failed.1', 'resolve rolled-back.1'],
    ],
    [
      'goes on where that, too, wants somebody',
      ['rollback-failed', 'rolled-back'],
      UNSTUCK,
      ['tell rollback-failed.1', 'tell rolled-back.1'],
    ],
    [
      'of a rollback outlasts the retry, and is resolved by its promotion',
      ['rolled-back'],
      [...ROLLED_BACK, retry(2), ...PROMOTED.slice(1)],
      ['tell rolled-back.1', 'resolve promoted.1'],
    ],
    [
      'of a pause is resolved when it goes on',
      ['paused'],
      [...BAKING, order('pause'), order('resume')],
      ['tell paused.1', 'resolve resumed.1'],
    ],
    [
      'of a pause is resolved when it goes back',
      ['paused'],
      [...PAUSED, ...ROLLED_BACK.slice(-2)],
      ['tell paused.1', 'resolve rolled-back.1'],
    ],
    ['is never opened by success', ['promoted'], PROMOTED, []],
  ])('%s', (_, on, events, expected) => {
    expect(letters(pager(on), events)).toEqual(expected);
  });
});
