import { createVirtualClock } from '../../../../src/adapters/clock/virtual.ts';
import { createGitHubClient } from '../../../../src/adapters/github/client.ts';
import { createGitHubReporter } from '../../../../src/adapters/report/github/reporter.ts';
import type { Event, ReportHandles } from '../../../../src/core/rollout/event.ts';
import { fold } from '../../../../src/core/rollout/fold.ts';
import type { Story, Telling } from '../../../../src/ports/reporter.ts';
import { AT, CALM, eventsOf, MINUTE } from '../../../core/present/rollouts.ts';
import type { RepositorySeed } from '../../../fake-github/seed/seed.ts';
import { type FakeGitHub, startFakeGitHub } from '../../../fake-github/server.ts';
import type { Repository, Token } from '../../../fake-github/state/world.ts';

/** A GitHub with a released commit, and reporters that tell a rollout there. */
export interface Desk {
  readonly github: FakeGitHub;
  readonly repository: Repository;
  readonly sha: string;
  /** A reporter as a new process would have it. */
  open(token?: string): Teller;
  /** Loses what the ledger remembers. */
  forget(): void;
  /** How many requests `act` costs. */
  requestsOf(act: () => Promise<unknown>): Promise<number>;
  close(): Promise<void>;
}

/** Tells the state after some of the events, a minute after the last telling; remembers handles as the ledger does. */
export interface Teller {
  tell(events: readonly Event[], more?: Partial<Story>): Promise<Telling>;
}

const ALL: Token['permissions'] = {
  contents: 'write',
  checks: 'write',
  deployments: 'write',
  pull_requests: 'write',
};

export async function openDesk(seed: Partial<RepositorySeed> = {}): Promise<Desk> {
  const { commits = [], ...more } = seed;
  const github = await startFakeGitHub({
    seed: {
      tokens: {
        token: { login: 'github-actions[bot]', permissions: ALL },
        other: { login: 'release-app[bot]', permissions: ALL },
      },
      repositories: [{ owner: 'acme', name: 'shop', ...more, commits: [...COMMITS, ...commits] }],
    },
  });
  const clock = createVirtualClock(AT);
  const repository = github.repository('acme/shop');
  const sha = repository.refs['refs/heads/feature'] ?? '';
  let handles: ReportHandles = {};
  return {
    github,
    repository,
    sha,
    open(token = 'token') {
      const client = createGitHubClient({
        token,
        apiUrl: github.url,
        graphqlUrl: github.graphqlUrl,
        clock,
      });
      const place = { owner: 'acme', repo: 'shop' };
      const reporter = createGitHubReporter({
        client,
        patientClient: client,
        repository: place,
        sha,
        clock,
      });
      return {
        async tell(events, change = {}) {
          const reported: readonly Event[] = [{ type: 'reported', at: AT, handles }];
          const state = fold([...events, ...reported]);
          if (state === undefined) throw new Error('the events begin with rollout-started');
          await clock.until(change.now ?? clock.now() + MINUTE);
          const now = clock.now();
          const telling = await reporter.tell({ ...STORY, state, now, ...change });
          handles = { ...handles, ...telling.handles };
          return telling;
        },
      };
    },
    forget: () => void (handles = {}),
    async requestsOf(act) {
      const before = github.requests.length;
      await act();
      return github.requests.length - before;
    },
    close: () => github.close(),
  };
}

const STORY: Omit<Story, 'state' | 'now'> = {
  moment: 'step',
  decision: { do: 'take-back' },
  criteria: [],
};

const COMMITS = [
  { files: { 'README.md': 'shop\n' } },
  { branch: 'feature', message: 'Sell more', files: { 'shop.txt': 'v2\n' } },
];

/** The rollout of the story at its moments. */
export const GATES_OPEN = eventsOf(CALM).slice(0, 2);
export const BAKING = eventsOf(CALM).slice(0, 5);
export const ROLLED_BACK = eventsOf(CALM);
export const STOPPED: readonly Event[] = [
  ...eventsOf(CALM).slice(0, 1),
  { type: 'stopped', at: AT, reason: { code: 'gate-shut', sentence: 'shut by checks' } },
];
