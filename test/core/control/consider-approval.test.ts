import { describe, expect, it } from 'vitest';
import type { Command, Order } from '../../../src/core/control/command.ts';
import { considerOrder } from '../../../src/core/control/consider.ts';
import type { Circumstances } from '../../../src/core/control/considered.ts';
import { findAwaited } from '../../../src/core/rollout/awaited.ts';
import type { Event, RolloutStarted } from '../../../src/core/rollout/event.ts';
import { document, THREE_PHASES } from '../plans.ts';
import { BAKING, events as e, MINUTE, stateOf, T } from '../rollout/rehearsal.ts';

type Approve = Extract<Command, { kind: 'approve' }>;

/** A rollout whose second phase waits for whom the plan names. */
function waiting(approval: string): readonly Event[] {
  const plan = document(THREE_PHASES.replace('approval: approvers', `approval: ${approval}`));
  return [e.start(plan), ...BAKING.slice(1), e.passed(0), e.asked(1)];
}

const TWO = waiting('{ by: comment, count: 2, not-author: true }');
const NAMED = waiting('{ by: comment, from: [grace, acme/release] }');

/** The same run, started by that person and run again by the actor of before. */
function withStarter([first, ...rest]: readonly Event[], startedBy: string): readonly Event[] {
  if (first?.type !== 'rollout-started') throw new Error('no rollout was started');
  return [{ ...first, run: { ...first.run, startedBy } }, ...rest];
}

function approve(by: string, command: Omit<Approve, 'kind'> = {}, minute = 0): Event {
  const at = T + minute * MINUTE;
  return { type: 'ordered', at, command: { kind: 'approve', ...command }, by, via: 'comment' };
}

function consider(
  story: readonly Event[],
  command: Omit<Approve, 'kind'> = {},
  order: Partial<Pick<Order, 'by' | 'via'>> = {},
  circumstances: Partial<Circumstances> = {},
) {
  return considerOrder(
    { command: { kind: 'approve', ...command }, by: 'grace', via: 'comment', ...order },
    stateOf(story),
    { holder: 'ended', now: T + MINUTE, ...circumstances },
  );
}

describe('an approval by command', () => {
  it('of one where it takes two is kept, and says how many are left', () => {
    const said = consider(TWO);
    expect(said).toMatchObject({ outcome: 'taken', by: 'nobody' });
    expect(said).toMatchObject({ sentence: expect.stringContaining('it takes 1 more') });
  });

  it('that is the last one takes a job to bring it about', () => {
    expect(consider([...TWO, approve('hopper')])).toMatchObject({ outcome: 'taken', by: 'rerun' });
  });

  it.each<[string, Omit<Approve, 'kind'>]>([
    ['by its name', { phase: 'early access' }],
    ['by its number', { phase: '2' }],
    ['with its version', { version: 'v2.0.0' }],
  ])('may name what waits %s', (_, command) => {
    expect(consider(TWO, command)).toMatchObject({ outcome: 'taken' });
  });

  it('is taken where that is what was judged', () => {
    const { since } = findAwaited(stateOf(TWO)) ?? { since: Number.NaN };
    expect(consider(TWO, {}, {}, { judged: { phase: 1, since } })).toMatchObject({
      outcome: 'taken',
    });
  });

  const started = stateOf(TWO).started;
  const elsewhere = (change: Partial<RolloutStarted>): Partial<Circumstances> => ({
    meant: { ...started, ...change },
  });
  const otherPlan = { ...started.plan, digest: 'f'.repeat(64) };

  it.each<
    [string, readonly Event[], Parameters<typeof consider>[1], object, object, string, string]
  >([
    ['of another phase', TWO, { phase: 'Everybody' }, {}, {}, 'not-awaited', 'Early access waits'],
    ['of no phase', TWO, { phase: 'Nobody' }, {}, {}, 'not-awaited', 'Early access waits'],
    [
      'of another version',
      TWO,
      { version: 'v1' },
      {},
      {},
      'approval-outdated',
      'v2.0.0 is released',
    ],
    [
      'given to an earlier rollout',
      TWO,
      {},
      {},
      elsewhere({ rollout: '9' }),
      'approval-outdated',
      'anew',
    ],
    [
      'given to an earlier plan',
      TWO,
      {},
      {},
      elsewhere({ plan: otherPlan }),
      'approval-outdated',
      'plan',
    ],
    [
      'from before it was asked',
      TWO,
      {},
      {},
      { givenAt: T - MINUTE },
      'approval-outdated',
      'before',
    ],
    [
      'of somebody who approved already',
      [...TWO, approve('Grace')],
      {},
      {},
      {},
      'nothing-to-do',
      '1 of 2',
    ],
    ['by whoever started it', TWO, {}, { by: 'Ada' }, {}, 'own-approval', 'somebody else'],
    [
      'by whoever started it, where somebody else ran it again',
      withStarter(TWO, 'hopper'),
      {},
      { by: 'hopper' },
      {},
      'own-approval',
      'somebody else',
    ],
    [
      'of what waits only since',
      TWO,
      {},
      {},
      { judged: 'nothing' },
      'approval-outdated',
      'only now',
    ],
    [
      'of what waited since another time',
      TWO,
      {},
      {},
      { judged: { phase: 1, since: T - MINUTE } },
      'approval-outdated',
      'only now',
    ],
    ['while it bakes', BAKING, {}, {}, {}, 'not-awaited', 'nothing of v2.0.0 waits'],
    ['while it is paused', [...TWO, e.ordered('pause')], {}, {}, {}, 'not-awaited', 'nothing'],
    [
      'for an environment',
      waiting('approvers'),
      {},
      {},
      {},
      'not-awaited',
      'environment approvers',
    ],
    [
      'for a review',
      waiting('{ by: review }'),
      {},
      {},
      {},
      'not-awaited',
      'review the pull request',
    ],
    [
      'on a terminal, not named',
      NAMED,
      {},
      { by: 'hopper', via: 'cli' },
      {},
      'not-permitted',
      'from',
    ],
  ])('is refused: %s', (_, story, command, order, circumstances, code, words) => {
    expect(consider(story, command, order, circumstances)).toMatchObject({
      outcome: 'refused',
      reason: { code, sentence: expect.stringContaining(words) },
    });
  });

  it('given in the very second it was asked counts: times of comments are told in seconds', () => {
    const asked = [...TWO.slice(0, -1), e.asked(1, T + 999)];
    expect(consider(asked, {}, {}, { givenAt: T })).toMatchObject({ outcome: 'taken' });
  });

  it('on a terminal takes a name that the plan names', () => {
    expect(consider(NAMED, {}, { via: 'cli' })).toMatchObject({ outcome: 'taken', by: 'rerun' });
  });
});

describe('what was approved', () => {
  const approvedBy = (story: readonly Event[]) =>
    (stateOf(story).phases[1]?.approvedBy ?? []).map(({ by }) => by);

  it.each<[string, readonly Event[], readonly string[]]>([
    [
      'counts each person once',
      [...TWO, approve('grace'), approve('GRACE'), approve('hopper')],
      ['grace', 'hopper'],
    ],
    ['is nothing before it was asked', [...TWO.slice(0, -1), approve('grace'), e.asked(1)], []],
    ['is nothing for another phase', [...TWO, approve('grace', { phase: 'Canary' })], []],
    ['is nothing for another version', [...TWO, approve('grace', { version: 'v1' })], []],
    ['is nothing for an environment', [...waiting('approvers'), approve('grace')], []],
    ['outlives the attempt that asked', [...TWO, approve('grace'), e.takenOver()], ['grace']],
    ['is asked anew when the phase begins anew', [...TWO, approve('grace'), e.retried(1)], []],
    ['is asked anew when an earlier phase does', [...TWO, approve('grace'), e.retried(0)], []],
    ['is nothing of the rollout before', [...TWO, approve('grace'), ...TWO], []],
  ])('%s', (_, story, expected) => {
    expect(approvedBy(story)).toEqual(expected);
  });
});
