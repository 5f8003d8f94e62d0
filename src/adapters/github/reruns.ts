import { z } from 'zod';
import type { Answer } from './answer.ts';
import type { GitHubClient } from './client.ts';
import { readPages } from './pages.ts';

/** What of a run is to go on. */
export interface Continuation {
  /** Id of the run. */
  readonly run: string;
  /** The phase whose job is run where none failed, counted from 1. */
  readonly phase: number;
}

/** What was re-run, in words: `the failed jobs`. */
export type Rerun = Answer<string>;

const jobs = z
  .object({
    jobs: z.array(
      z.object({
        id: z.int(),
        name: z.string(),
        status: z.string(),
        conclusion: z.string().nullable(),
      }),
    ),
  })
  .transform((page) => page.jobs);

type Job = z.output<typeof jobs>[number];

const FAILED: ReadonlySet<string | null> = new Set(['failure', 'cancelled', 'timed_out']);

/**
 * Lets a run that has ended go on, its approvals included: what failed is run again, with all that depends on
 * it. Where nothing failed, because a phase baked longer than its job may last, that phase's job is: it finds
 * the phase passed and hands on to the next. Takes `actions: write`.
 */
export async function continueRun(
  client: GitHubClient,
  { owner, repo }: { readonly owner: string; readonly repo: string },
  { run, phase }: Continuation,
): Promise<Rerun> {
  const runPlace = { owner, repo, run_id: Number(run) };
  const listed = await readPages(
    (page) =>
      client.rest('GET /repos/{owner}/{repo}/actions/runs/{run_id}/jobs', { ...runPlace, ...page }),
    jobs,
    `the jobs of run ${run}`,
  );
  if (listed.outcome === 'failed') return listed;
  if (listed.data.some(({ conclusion }) => FAILED.has(conclusion))) {
    const route = 'POST /repos/{owner}/{repo}/actions/runs/{run_id}/rerun-failed-jobs';
    return said(await client.rest(route, runPlace), 'the failed jobs');
  }
  const [job, ...more] = listed.data.filter((one) => standsFor(one, phase));
  if (job === undefined || more.length > 0) return { ...UNKNOWN_JOB, detail: explain(run, phase) };
  const route = 'POST /repos/{owner}/{repo}/actions/jobs/{job_id}/rerun';
  return said(await client.rest(route, { owner, repo, job_id: job.id }), `the job ${job.name}`);
}

/** Jobs of a called workflow are named behind the caller's: `rollout / Phase 2`. */
function standsFor({ name, conclusion }: Job, phase: number): boolean {
  const own = name.split(' / ').at(-1)?.toLowerCase().replaceAll(' ', '-');
  return own === `phase-${phase}` && conclusion === 'success';
}

const UNKNOWN_JOB = { outcome: 'failed', reason: 'refused', status: undefined } as const;

function explain(run: string, phase: number): string {
  return `run ${run} has no failed job, and not just one that is called phase-${phase}`;
}

function said(answer: Answer<unknown>, what: string): Rerun {
  return answer.outcome === 'failed' ? answer : { outcome: 'answered', data: what };
}
