import { z } from 'zod';
import type { Repository, RepositoryResult } from '../../ports/repository.ts';
import { expecting } from './answer.ts';
import { readChecks } from './checks.ts';
import type { GitHubClient } from './client.ts';
import { readProtection } from './environments.ts';
import type { EnvironmentProtection } from './environments.ts';
import { readLabelling } from './labelling.ts';
import { readPages } from './pages.ts';
import { readPullRequests } from './pull-requests.ts';
import type { PullRequest } from './pull-requests.ts';
import { toResult } from './result.ts';

/** An answer that a person gave to a run waiting at an environment. */
export interface RunApproval {
  readonly state: 'approved' | 'rejected' | 'pending';
  readonly by: string;
  readonly environments: readonly string[];
  readonly comment: string;
}

/** The repository on GitHub as gates, approvals and reports need it. Nothing is thrown. */
export interface GitHubRepository extends Repository {
  /** The pull requests that hold a commit or were merged as it; takes `pull-requests: read`. */
  pullRequestsOf(sha: string): Promise<RepositoryResult<readonly PullRequest[]>>;
  environmentProtection(name: string): Promise<EnvironmentProtection>;
  /** Every answer given to a run; takes `actions: read`. */
  approvalsOf(runId: number): Promise<RepositoryResult<readonly RunApproval[]>>;
  /** Login names of those who let a run into an environment; empty also when that cannot be read. */
  approversOf(runId: number, environment: string): Promise<readonly string[]>;
}

export interface GitHubRepositoryOptions {
  readonly client: GitHubClient;
  readonly owner: string;
  readonly repo: string;
}

const issues = z.array(z.object({ number: z.int(), pull_request: z.unknown().optional() }));

const approvals = z.array(
  z.object({
    state: z.enum(['approved', 'rejected', 'pending']),
    comment: z.string().nullable(),
    user: z.object({ login: z.string() }).nullable(),
    environments: z.array(z.object({ name: z.string() })),
  }),
);

export function createGitHubRepository(options: GitHubRepositoryOptions): GitHubRepository {
  const { client, owner, repo } = options;
  const place = { owner, repo };

  async function pullRequestsOf(sha: string): Promise<RepositoryResult<readonly PullRequest[]>> {
    return toResult(await readPullRequests(client, place, sha), (pulls) => pulls);
  }

  async function approvalsOf(runId: number): Promise<RepositoryResult<readonly RunApproval[]>> {
    const route = 'GET /repos/{owner}/{repo}/actions/runs/{run_id}/approvals';
    const answer = await client.rest(route, { ...place, run_id: runId });
    return toResult(expecting(answer, approvals, `the approvals of run ${runId}`), (rows) =>
      rows.map(({ state, comment, user, environments }) => ({
        state,
        by: user?.login ?? 'ghost',
        environments: environments.map(({ name }) => name),
        comment: comment ?? '',
      })),
    );
  }

  return {
    pullRequestsOf,
    approvalsOf,

    pullRequestLabels: pullRequestsOf,

    labelling: (number, label) => readLabelling(client, place, { number, label }),

    checks: async (sha) => toResult(await readChecks(client, place, sha), (checks) => checks),

    async openIssues(label) {
      if (label.includes(',')) {
        const detail = `the label "${label}" holds a comma, which GitHub takes for two labels: rename it`;
        return { outcome: 'failed', reason: 'refused', detail };
      }
      const query = { ...place, state: 'open' as const, labels: label };
      const answer = await readPages(
        (page) => client.rest('GET /repos/{owner}/{repo}/issues', { ...query, ...page }),
        issues,
        `the open issues labelled ${label}`,
      );
      return toResult(answer, (rows) =>
        rows.map(({ number, pull_request }) => ({
          number,
          isPullRequest: pull_request !== undefined,
        })),
      );
    },

    environmentProtection: (name) => readProtection(client, place, name),

    async approversOf(runId, environment) {
      const answers = await approvalsOf(runId);
      if (answers.outcome === 'failed') return [];
      const wanted = environment.toLowerCase(); // as GitHub compares their names
      const given = answers.found.filter(
        ({ state, environments }) =>
          state === 'approved' && environments.some((name) => name.toLowerCase() === wanted),
      );
      return [...new Set(given.map(({ by }) => by))];
    },
  };
}
