import { z } from 'zod';
import type { Run } from '../../core/rollout/event.ts';
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

/** How an attempt of a run ended; `unknown` where GitHub could not say. */
export type RunEnding = 'running' | 'success' | 'cancelled' | 'failure' | 'gone' | 'unknown';

export interface GitHubRuns extends Runs {
  endingOf(run: Run): Promise<RunEnding>;
}

const runAnswer = z.object({ status: z.string().nullable(), conclusion: z.string().nullable() });

type RunAnswer = Answer<z.output<typeof runAnswer>>;

/** Looks at runs on GitHub; takes `actions: read`. */
export function createGitHubRuns({ client, owner, repo, ownRun }: GitHubRunsOptions): GitHubRuns {
  const place = { owner, repo };

  async function look({ id, attempt }: Run): Promise<RunAnswer> {
    const route = 'GET /repos/{owner}/{repo}/actions/runs/{run_id}/attempts/{attempt_number}';
    const wanted = { ...place, run_id: Number(id), attempt_number: attempt };
    return expecting(await client.rest(route, wanted), runAnswer, `run ${id}`);
  }

  /** A run that cannot be found has ended only if runs can be found at all. */
  async function canSee(): Promise<boolean> {
    const route = 'GET /repos/{owner}/{repo}/actions/runs/{run_id}';
    const answer = await client.rest(route, { ...place, run_id: Number(ownRun) });
    return answer.outcome === 'answered';
  }

  async function endingOf(run: Run): Promise<RunEnding> {
    if (!/^\d+$/.test(run.id)) return 'unknown';
    const answer = await look(run);
    if (answer.outcome === 'failed') {
      return answer.reason === 'not-found' && (await canSee()) ? 'gone' : 'unknown';
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
