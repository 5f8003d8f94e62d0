import { describe, expect, it } from 'vitest';
import { createGivenApprovals } from '../../../src/adapters/approvals/given.ts';
import { readReviews, type Review } from '../../../src/adapters/approvals/review.ts';
import { createRunApprovals } from '../../../src/adapters/approvals/run.ts';
import type { Approval, PeopleApproval } from '../../../src/core/plan/plan.ts';
import type { ApprovalRequest } from '../../../src/ports/approvals.ts';
import type { RepositoryResult } from '../../../src/ports/repository.ts';
import { rolloutStarted } from '../../core/rollout/journal-sample.ts';

const ASKED = Date.UTC(2026, 0, 5, 9, 0, 0, 400);

function ask<Kind extends Approval>(
  approval: Kind,
  change: Partial<ApprovalRequest<Kind>> = {},
): ApprovalRequest<Kind> {
  const started = rolloutStarted();
  return { approval, phase: 'Canary', started, askedAt: ASKED, approvedBy: [], ...change };
}

const ENVIRONMENT = { by: 'environment', environment: 'people', notAuthor: true } as const;
const COMMENT: PeopleApproval = { by: 'comment', from: [], count: 2, notAuthor: false };
const REVIEW: PeopleApproval = { ...COMMENT, by: 'review' };

const DARK = { outcome: 'failed', reason: 'unreachable', detail: 'no route' } as const;

function approvals(
  result: string,
  by: readonly string[],
  authors: RepositoryResult<readonly string[]> = { outcome: 'read', found: ['ada', 'grace'] },
) {
  return createRunApprovals({
    result,
    run: { approversOf: async () => by },
    authors: { authorsOf: async () => authors },
    reviews: async () => ({ outcome: 'waiting', detail: 'nobody' }),
  });
}

describe('the approval of an environment', () => {
  it.each<[string, string, readonly string[], object]>([
    ['of somebody else', 'success', ['hopper'], { outcome: 'granted', by: ['hopper'] }],
    ['of its author', 'success', ['Ada'], { outcome: 'refused', reason: 'own-approval' }],
    // Which of them was for this phase is not known.
    ['of its author and another', 'success', ['hopper', 'grace'], { reason: 'own-approval' }],
    ['that cannot be read back', 'success', [], { reason: 'approval-missing' }],
    ['of a job that was skipped', 'skipped', ['hopper'], { reason: 'approval-missing' }],
    ['of no job', '', ['hopper'], { reason: 'approval-missing' }],
  ])('%s', async (_, result, by, expected) => {
    expect(await approvals(result, by).ask(ask(ENVIRONMENT))).toMatchObject(expected);
  });

  it('is refused while nobody can say whose release it is', async () => {
    const answer = await approvals('success', ['hopper'], DARK).ask(ask(ENVIRONMENT));
    expect(answer).toMatchObject({
      outcome: 'refused',
      detail: expect.stringContaining('no route'),
    });
  });

  it('asks nothing of authors where they may approve', async () => {
    const open = { ...ENVIRONMENT, notAuthor: false };
    const answer = await approvals('success', ['ada'], DARK).ask(ask(open));
    expect(answer).toEqual({ outcome: 'granted', by: ['ada'] });
  });
});

describe('the approval by command', () => {
  it.each<[readonly string[], object]>([
    [
      [],
      {
        outcome: 'waiting',
        detail: 'Canary waits for approval by /rollout approve of 2 people with write access',
      },
    ],
    [['ada'], { outcome: 'waiting', detail: expect.stringContaining('so far ada') }],
    [['ada', 'grace'], { outcome: 'granted', by: ['ada', 'grace'] }],
  ])('of %j', async (approvedBy, expected) => {
    const request = ask(COMMENT, { approvedBy });
    expect(await approvals('', []).ask(request)).toEqual(expected);
    expect(await createGivenApprovals([], 'ada').ask(request)).toEqual(expected);
  });
});

describe('the approval by review', () => {
  const review = (by: string, change: Partial<Review> = {}): Review => ({
    by,
    isApproval: true,
    isOfRelease: true,
    at: ASKED,
    ...change,
  });
  const read = (
    reviews: RepositoryResult<readonly Review[]>,
    change: Partial<ApprovalRequest<PeopleApproval>> = {},
  ) =>
    readReviews(
      {
        reviewsOf: async () => reviews,
        objectTo: async (login) => (login === 'hubot' ? 'hubot may not' : undefined),
      },
      ask(REVIEW, change),
    );
  const found = (...reviews: readonly Review[]) => read({ outcome: 'read', found: reviews });

  it('counts different people', async () => {
    expect(await found(review('ada'), review('grace'))).toEqual({
      outcome: 'granted',
      by: ['ada', 'grace'],
    });
    expect(await found(review('ada'), review('Ada'))).toMatchObject({ outcome: 'waiting' });
  });

  it.each<[string, Review, string]>([
    ['of another commit', review('grace', { isOfRelease: false }), 'of another commit'],
    ['from before it was asked', review('grace', { at: ASKED - 1_000 }), 'before it was asked'],
    ['of somebody who may not', review('hubot'), 'hubot may not'],
    ['that asks for changes', review('grace', { isApproval: false }), 'so far ada'],
  ])('does not count one %s', async (_, other, why) => {
    const answer = await found(review('ada'), other);
    expect(answer).toMatchObject({ outcome: 'waiting', detail: expect.stringContaining(why) });
  });

  it('counts one of the very second it was asked in: GitHub tells whole seconds', async () => {
    const same = { at: Date.UTC(2026, 0, 5, 9) };
    expect(await found(review('ada', same), review('grace', same))).toMatchObject({
      outcome: 'granted',
    });
  });

  it('waits while reviews cannot be read, and is refused without a commit', async () => {
    expect(await read(DARK)).toMatchObject({ outcome: 'waiting' });
    const { sha: _, ...bare } = rolloutStarted();
    expect(await read(DARK, { started: bare })).toMatchObject({ outcome: 'refused' });
  });
});

describe('approvals on a terminal', () => {
  it.each<[string, Approval, object]>([
    [
      'an environment that was named',
      { ...ENVIRONMENT, notAuthor: false },
      { outcome: 'granted', by: ['ada'] },
    ],
    [
      'one that its author may not let pass',
      ENVIRONMENT,
      { outcome: 'refused', reason: 'own-approval' },
    ],
    ['another environment', { ...ENVIRONMENT, environment: 'others' }, { outcome: 'waiting' }],
    ['a review', REVIEW, { outcome: 'refused', reason: 'approval-missing' }],
  ])('%s', async (_, approval, expected) => {
    expect(await createGivenApprovals(['people'], 'ada').ask(ask(approval))).toMatchObject(
      expected,
    );
  });
});
