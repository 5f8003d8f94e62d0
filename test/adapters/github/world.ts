import { onTestFinished } from 'vitest';
import { createVirtualClock } from '../../../src/adapters/clock/virtual.ts';
import { createGitHubClient } from '../../../src/adapters/github/client.ts';
import type { GitHubClient, GitHubClientOptions } from '../../../src/adapters/github/client.ts';
import type { Clock } from '../../../src/ports/clock.ts';
import type { Seed } from '../../fake-github/seed/seed.ts';
import { startFakeGitHub } from '../../fake-github/server.ts';
import type { FakeGitHub } from '../../fake-github/server.ts';

export const PLACE = { owner: 'octo', repo: 'shop' };
export const START = Date.parse('2026-11-22T03:00:00.000Z');

export const SEED: Seed = {
  tokens: {
    'secret-token': {
      login: 'github-actions[bot]',
      permissions: {
        actions: 'read',
        checks: 'read',
        contents: 'write',
        issues: 'write',
        pull_requests: 'read',
        statuses: 'read',
      },
    },
    'secret-nothing': { login: 'github-actions[bot]', permissions: {} },
  },
  repositories: [
    {
      owner: PLACE.owner,
      name: PLACE.repo,
      commits: [{ files: { 'README.md': 'shop\n' } }],
      issues: [{ title: 'Stop everything', labels: ['blocker'] }],
    },
  ],
};

export interface World {
  readonly github: FakeGitHub;
  /** Stands still but for the client's pauses. */
  readonly clock: Clock;
  connect(options?: Partial<GitHubClientOptions>): GitHubClient;
}

export async function startWorld(seed: Seed = SEED): Promise<World> {
  const clock = createVirtualClock(START);
  const github = await startFakeGitHub({ seed, now: clock.now });
  onTestFinished(() => github.close());
  return {
    github,
    clock,
    connect: (options = {}) =>
      createGitHubClient({
        token: 'secret-token',
        apiUrl: github.url,
        graphqlUrl: github.graphqlUrl,
        clock,
        ...options,
      }),
  };
}
