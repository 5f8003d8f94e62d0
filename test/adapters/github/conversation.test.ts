import { describe, expect, test } from 'vitest';
import { type Comment, createConversation } from '../../../src/adapters/github/conversation.ts';
import { nodeId } from '../../fake-github/node-id.ts';
import type { CommentSeed } from '../../fake-github/seed/seed.ts';
import { PLACE, startWorld } from './world.ts';

const COMMENT: CommentSeed = { id: 900, issue: 7, author: 'ada', body: '/rollout pause' };

async function startConversation(seed: Partial<CommentSeed> = {}) {
  const { github, connect } = await startWorld();
  github.plant({
    tokens: {
      'job-token': { login: 'github-actions[bot]', permissions: { pull_requests: 'write' } },
    },
    repositories: [
      {
        owner: PLACE.owner,
        name: PLACE.repo,
        commits: [{ branch: 'feature', files: { 'a.txt': 'a' } }],
        pulls: [{ number: 7, head: 'feature' }],
        issues: [{ number: 8 }],
        comments: [{ ...COMMENT, ...seed }],
      },
    ],
  });
  const repository = github.repository('octo/shop');
  const id = nodeId('IssueComment', repository.id, 900);
  const conversation = createConversation(connect({ token: 'job-token' }), PLACE);
  const answer = await conversation.read(id);
  if (answer.outcome === 'failed' || answer.data === undefined) throw new Error('no comment');
  return { github, repository, conversation, comment: answer.data };
}

describe('a comment', () => {
  test('is read as it is, with its pull request', async () => {
    const { comment, repository, github } = await startConversation();
    expect(comment).toEqual<Comment>({
      id: 900,
      body: '/rollout pause',
      author: 'ada',
      isBot: false,
      isEdited: false,
      url: 'https://github.com/octo/shop/pull/7#issuecomment-900',
      createdAt: '2026-11-22T03:00:00Z',
      pull: { number: 7, head: repository.refs['refs/heads/feature'] ?? '' },
    });
    expect(github.violations).toEqual([]);
  });

  test.each<[what: string, seed: Partial<CommentSeed>, holds: Partial<Comment>]>([
    ['of an app', { author: 'renovate[bot]' }, { isBot: true }],
    ['that was edited', { edits: 1 }, { isEdited: true }],
  ])('%s is known as such', async (_what, seed, holds) => {
    expect((await startConversation(seed)).comment).toMatchObject(holds);
  });

  test('on an issue has no pull request', async () => {
    expect((await startConversation({ issue: 8 })).comment).not.toHaveProperty('pull');
  });

  test('that is gone is undefined', async () => {
    const { conversation, repository } = await startConversation();
    const id = nodeId('IssueComment', repository.id, 999);
    expect(await conversation.read(id)).toEqual({ outcome: 'answered', data: undefined });
  });
});

describe('the answer', () => {
  test('is given once, and edited when it is given again', async () => {
    const { github, repository, conversation, comment } = await startConversation();
    await conversation.react(comment, 'eyes');
    await conversation.react(comment, 'eyes');
    await conversation.reply(comment, '<!-- m -->', 'first');
    await conversation.reply(comment, '<!-- m -->', 'second');
    expect(repository.comments.map(({ body }) => body)).toEqual([
      '/rollout pause',
      '<!-- m -->\nsecond',
    ]);
    expect(repository.comments[0]?.reactions).toHaveLength(1);
    expect(github.violations).toEqual([]);
  });

  test('is not taken for given because a person wrote its mark', async () => {
    const { github, repository, conversation, comment } = await startConversation();
    const forged = { issue: 7, author: 'mallory', body: '<!-- m -->\nmine' };
    github.plant({ repositories: [{ owner: PLACE.owner, name: PLACE.repo, comments: [forged] }] });
    await conversation.reply(comment, '<!-- m -->', 'first');
    expect(repository.comments.map(({ body }) => body)).toEqual([
      '/rollout pause',
      '<!-- m -->\nmine',
      '<!-- m -->\nfirst',
    ]);
  });
});
