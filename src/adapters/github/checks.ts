import { z } from 'zod';
import type { Check } from '../../ports/repository.ts';
import type { Answer } from './answer.ts';
import type { GitHubClient } from './client.ts';
import { readPages } from './pages.ts';

const checkRuns = z
  .object({
    check_runs: z.array(
      z.object({
        id: z.int(),
        name: z.string(),
        status: z.string(),
        conclusion: z.string().nullable(),
      }),
    ),
  })
  .transform(({ check_runs }) => check_runs);

const statuses = z
  .object({
    statuses: z.array(z.object({ id: z.int(), context: z.string(), state: z.string() })),
  })
  .transform((combined) => combined.statuses);

/** Every check run on a commit and the latest status of each context; takes `checks: read` and `statuses: read`. */
export async function readChecks(
  client: GitHubClient,
  place: { readonly owner: string; readonly repo: string },
  sha: string,
): Promise<Answer<readonly Check[]>> {
  const runs = await readPages(
    (page) =>
      client.rest('GET /repos/{owner}/{repo}/commits/{ref}/check-runs', {
        ...place,
        ref: sha,
        filter: 'all',
        ...page,
      }),
    checkRuns,
    `the check runs on ${sha}`,
  );
  if (runs.outcome === 'failed') return runs;
  const words = await readPages(
    (page) =>
      client.rest('GET /repos/{owner}/{repo}/commits/{ref}/status', {
        ...place,
        ref: sha,
        ...page,
      }),
    statuses,
    `the statuses of ${sha}`,
  );
  if (words.outcome === 'failed') return words;
  return { outcome: 'answered', data: [...runs.data.map(fromRun), ...words.data.map(fromStatus)] };
}

function fromRun({ id, name, status, conclusion }: z.output<typeof checkRuns>[number]): Check {
  const isOver = status === 'completed';
  const word = isOver ? (conclusion ?? 'no conclusion') : status;
  const over = word === 'success' ? 'success' : 'other';
  return { name, source: 'check-run', id, state: isOver ? over : 'pending', word };
}

function fromStatus({ id, context, state }: z.output<typeof statuses>[number]): Check {
  const known = state === 'success' || state === 'pending' ? state : 'other';
  return { name: context, source: 'status', id, state: known, word: state };
}
