import { describe, expect, test } from 'vitest';
import { continueRun } from '../../../src/adapters/github/reruns.ts';
import { listTargets } from '../../../src/adapters/github/targets.ts';
import type { RunSeed } from '../../fake-github/seed/seed.ts';
import { PLACE, startWorld } from './world.ts';

const OVER = { status: 'completed', conclusion: 'success' } as const;

/** As GitHub names the jobs of the reusable workflow. */
const HELD: RunSeed['jobs'] = [
  { name: 'rollout / Plan', ...OVER },
  { name: 'rollout / Phase 1', ...OVER },
  { name: 'rollout / Phase 2', ...OVER },
  { name: 'rollout / Phase 3', status: 'completed', conclusion: 'skipped' },
];

async function startRun(run: Partial<RunSeed>) {
  const { github, connect } = await startWorld();
  github.plant({
    tokens: { 'job-token': { login: 'github-actions[bot]', permissions: { actions: 'write' } } },
    repositories: [{ owner: PLACE.owner, name: PLACE.repo, runs: [{ id: 42, ...OVER, ...run }] }],
  });
  return { github, client: connect({ token: 'job-token' }), connect };
}

function posts(github: Awaited<ReturnType<typeof startRun>>['github']): readonly string[] {
  return github.requests
    .filter(({ method }) => method === 'POST')
    .map(({ path, status }) => `${path.split('/').at(-1)} ${status}`);
}

describe('a run that has ended', () => {
  test.each<[string, Partial<RunSeed>, string, string]>([
    [
      'goes on with what failed',
      {
        conclusion: 'failure',
        jobs: [{ name: 'rollout / Phase 1', status: 'completed', conclusion: 'failure' }],
      },
      'the failed jobs',
      'rerun-failed-jobs 201',
    ],
    [
      'goes on with the phase that only held',
      { jobs: HELD },
      'the job rollout / Phase 2',
      'rerun 201',
    ],
    [
      'goes on with a job of a chain by hand',
      { jobs: [{ name: 'phase-2', ...OVER }] },
      'the job phase-2',
      'rerun 201',
    ],
  ])('%s', async (_why, run, what, post) => {
    const { github, client } = await startRun(run);
    expect(await continueRun(client, PLACE, { run: '42', phase: 2 })).toEqual({
      outcome: 'answered',
      data: what,
    });
    expect(posts(github)).toEqual([post]);
    expect(github.violations).toEqual([]);
  });

  test.each<[string, Partial<RunSeed>, string]>([
    ['it goes on still', { status: 'in_progress', jobs: HELD }, 'already running'],
    ['it is too old', { createdAt: '2026-10-01T00:00:00Z', jobs: HELD }, 'over a month ago'],
    ['no job stands for the phase', { jobs: [{ name: 'release', ...OVER }] }, 'no failed job'],
    [
      'several may stand for the phase',
      {
        jobs: [
          { name: 'eu / Phase 2', ...OVER },
          { name: 'us / Phase 2', ...OVER },
        ],
      },
      'not just one',
    ],
  ])('does not go on when %s', async (_why, run, words) => {
    const { client } = await startRun(run);
    const answer = await continueRun(client, PLACE, { run: '42', phase: 2 });
    expect(answer.outcome === 'failed' && answer.detail).toContain(words);
  });
});

test('targets are those that have a ledger', async () => {
  const { github, client, connect } = await startRun({});
  github.plant({
    tokens: { reader: { login: 'github-actions[bot]', permissions: { contents: 'read' } } },
    repositories: [
      {
        owner: PLACE.owner,
        name: PLACE.repo,
        refs: {
          'refs/rollouts/staging/my=20app': 'main',
          'refs/rollouts/production/shop': 'main',
          'refs/rollouts/production/else/where': 'main',
          'refs/rolloutsx/a/b': 'main',
        },
      },
    ],
  });
  expect(await listTargets(connect({ token: 'reader' }), PLACE)).toEqual({
    outcome: 'answered',
    data: [
      { environment: 'production', name: 'shop' },
      { environment: 'staging', name: 'my app' },
    ],
  });
  expect(await listTargets(client, PLACE)).toMatchObject({ outcome: 'failed' });
});
