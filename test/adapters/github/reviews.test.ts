import { describe, expect, test } from 'vitest';
import { createGitHubAuthors } from '../../../src/adapters/github/authors.ts';
import { readReviewsOf } from '../../../src/adapters/github/reviews.ts';
import type { PullSeed } from '../../fake-github/seed/seed.ts';
import { rolloutStarted } from '../../core/rollout/journal-sample.ts';
import { PLACE, startWorld } from './world.ts';

const LATER = '2026-01-05T09:00:00Z';

/** A pull request that is released as its head, or as what it was merged as. */
async function setPull(pull: Partial<PullSeed>, isMerged = false, author?: string) {
  const { github, connect } = await startWorld();
  const branch = { branch: 'feature', files: { a: 'a' }, ...(author !== undefined && { author }) };
  const merge = { message: 'Merge', files: { a: 'a' } };
  github.plant({
    repositories: [
      { owner: PLACE.owner, name: PLACE.repo, commits: isMerged ? [branch, merge] : [branch] },
    ],
  });
  const { refs } = github.repository('octo/shop');
  const [head = '', main = ''] = [refs['refs/heads/feature'], refs['refs/heads/main']];
  github.plant({
    repositories: [
      {
        owner: PLACE.owner,
        name: PLACE.repo,
        pulls: [{ number: 7, head: 'feature', ...(isMerged && { mergedAs: main }), ...pull }],
      },
    ],
  });
  const client = connect({ token: 'secret-token' });
  return { github, client, head, main };
}

describe('the reviews of what is released', () => {
  test('are the latest word of each person, by the commit they looked at', async () => {
    const { client, head, github } = await setPull({
      reviews: [
        { author: 'ada', state: 'CHANGES_REQUESTED', submittedAt: LATER },
        { author: 'ada', state: 'APPROVED', submittedAt: LATER },
        { author: 'ada', state: 'COMMENTED', submittedAt: LATER },
        { author: 'grace', state: 'APPROVED', submittedAt: LATER },
        { author: 'grace', state: 'DISMISSED', submittedAt: LATER },
        { author: 'hal', state: 'APPROVED', commitSha: 'f'.repeat(40), submittedAt: LATER },
      ],
    });
    expect(await readReviewsOf(client, PLACE, head)).toEqual({
      outcome: 'read',
      found: [
        { by: 'ada', isApproval: true, isOfRelease: true, at: Date.parse(LATER) },
        { by: 'grace', isApproval: false, isOfRelease: true, at: Date.parse(LATER) },
        { by: 'hal', isApproval: true, isOfRelease: false, at: Date.parse(LATER) },
      ],
    });
    expect(github.violations).toEqual([]);
  });

  test('are those of the pull request that was merged as it', async () => {
    const { client, main } = await setPull({ reviews: [{ author: 'ada' }] }, true);
    expect(await readReviewsOf(client, PLACE, main)).toMatchObject({
      found: [{ by: 'ada', isApproval: true, isOfRelease: true }],
    });
  });

  test('are none where they cannot be read', async () => {
    const { client, head, github } = await setPull({});
    github.fail({ match: { path: 'reviews$' }, answer: 403, body: { message: 'No' } });
    expect(await readReviewsOf(client, PLACE, head)).toMatchObject({ outcome: 'failed' });
  });
});

describe('the authors of a release', () => {
  test('are who started it, who wrote the commit and who opened its pull request', async () => {
    const { client, head } = await setPull({ author: 'grace' }, false, 'ada');
    const authors = createGitHubAuthors(client, PLACE);
    const run = { id: '1', attempt: 2, actor: 'hopper', startedBy: 'octocat' };
    expect(await authors.authorsOf(rolloutStarted({ sha: head, run }))).toEqual({
      outcome: 'read',
      found: ['hopper', 'octocat', 'ada', 'grace'],
    });
  });

  test('are not known where the commit belongs to no account', async () => {
    const { client, head } = await setPull({ author: 'grace' });
    const authors = createGitHubAuthors(client, PLACE);
    expect(await authors.authorsOf(rolloutStarted({ sha: head }))).toMatchObject({
      outcome: 'failed',
      detail: expect.stringContaining('belongs to no account'),
    });
  });

  test('are not known while GitHub cannot say', async () => {
    const { client } = await setPull({});
    const authors = createGitHubAuthors(client, PLACE);
    expect(await authors.authorsOf(rolloutStarted())).toMatchObject({ outcome: 'failed' });
  });
});
