import { describe, expect, test } from 'vitest';
import { createGitHubRuns } from '../../../src/adapters/runs/github.ts';
import type { RunSeed } from '../../fake-github/seed/seed.ts';
import { PLACE, startWorld } from '../github/world.ts';

const OWN = { id: 1 };

async function startRuns(runs: readonly RunSeed[], token = 'secret-token') {
  const { github, connect } = await startWorld();
  github.plant({ repositories: [{ owner: PLACE.owner, name: PLACE.repo, runs }] });
  return { github, runs: createGitHubRuns({ client: connect({ token }), ...PLACE, ownRun: '1' }) };
}

const run = (attempt = 1, id = '42') => ({ id, attempt, actor: 'ada' });

describe('an attempt of a run', () => {
  test.each<[string, Partial<RunSeed>, number, string, string]>([
    ['at work', { status: 'in_progress' }, 1, 'running', 'running'],
    ['in the queue', { status: 'queued' }, 1, 'running', 'running'],
    ['waiting for people', { status: 'waiting' }, 1, 'running', 'running'],
    ['that succeeded', { status: 'completed', conclusion: 'success' }, 1, 'ended', 'success'],
    ['that failed', { status: 'completed', conclusion: 'timed_out' }, 1, 'ended', 'failure'],
    [
      'that was cancelled',
      { status: 'completed', conclusion: 'cancelled' },
      1,
      'ended',
      'cancelled',
    ],
    ['that a later one follows', { attempt: 2, status: 'in_progress' }, 1, 'running', 'running'],
    ['that follows another', { attempt: 2, status: 'in_progress' }, 2, 'running', 'running'],
  ])('%s', async (_what, seed, attempt, status, ending) => {
    const { runs, github } = await startRuns([OWN, { id: 42, ...seed }]);
    expect(await runs.statusOf(run(attempt))).toBe(status);
    expect(await runs.endingOf(run(attempt))).toBe(ending);
    expect(github.violations).toEqual([]);
  });

  test('that is gone has ended, if runs can be seen at all', async () => {
    expect(await (await startRuns([OWN])).runs.statusOf(run())).toBe('ended');
    expect(await (await startRuns([])).runs.statusOf(run())).toBe('unknown');
  });

  test('is unknown where it cannot be asked about', async () => {
    const { runs, github } = await startRuns([OWN, { id: 42 }]);
    expect(await runs.statusOf(run(1, 'local-x'))).toBe('unknown');
    github.fail({ match: { path: '/runs/42$' }, answer: 502, times: 99 });
    expect(await runs.statusOf(run())).toBe('unknown');
  });

  test('is unknown to a token that may not look', async () => {
    const { runs } = await startRuns([OWN, { id: 42 }], 'secret-nothing');
    expect(await runs.statusOf(run())).toBe('unknown');
  });
});
