import { z } from 'zod';
import type { Run } from '../../core/rollout/event.ts';
import type { RunEnding } from '../../core/rollout/left-behind.ts';
import type { Runs } from '../../ports/runs.ts';
import { expecting } from '../github/answer.ts';
import type { Answer } from '../github/answer.ts';
import type { GitHubClient } from '../github/client.ts';

export interface GitHubRunsOptions {
  readonly client: GitHubClient;
  readonly owner: string;
  readonly repo: string;
  /** The run that asks: one that must be there. */
  readonly ownRun: string;
}

export interface GitHubRuns extends Runs {
  /** How the run's latest attempt ended. */
  endingOf(run: Run): Promise<RunEnding>;
}

const runAnswer = z.object({ status: z.string().nullable(), conclusion: z.string().nullable() });

type RunAnswer = Answer<z.output<typeof runAnswer>>;

/**
 * Looks at runs on GitHub; takes `actions: read`. An attempt counts as running while a later one of its run
 * does: that one is about to take up what it left.
 */
export function createGitHubRuns({ client, owner, repo, ownRun }: GitHubRunsOptions): GitHubRuns {
  async function look(id: string): Promise<RunAnswer> {
    const route = 'GET /repos/{owner}/{repo}/actions/runs/{run_id}';
    return expecting(
      await client.rest(route, { owner, repo, run_id: Number(id) }),
      runAnswer,
      `run ${id}`,
    );
  }

  async function endingOf({ id }: Run): Promise<RunEnding> {
    if (!/^\d+$/.test(id)) return 'unknown';
    const answer = await look(id);
    if (answer.outcome === 'failed') {
      // A run that cannot be found is gone only if runs can be found at all.
      const isGone = answer.reason === 'not-found' && (await look(ownRun)).outcome === 'answered';
      return isGone ? 'gone' : 'unknown';
    }
    const { status, conclusion } = answer.data;
    if (status !== 'completed') return 'running';
    return conclusion === 'success' || conclusion === 'cancelled' ? conclusion : 'failure';
  }

  return {
    endingOf,
    async statusOf(run) {
      const ending = await endingOf(run);
      return ending === 'running' || ending === 'unknown' ? ending : 'ended';
    },
  };
}
