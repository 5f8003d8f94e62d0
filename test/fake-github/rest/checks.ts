import {
  created,
  failure,
  notFound,
  ok,
  refusal,
  unprocessable,
  type Answer,
  type Reply,
} from '../reply.ts';
import { createCheckRun, updateCheckRun, type CheckFields } from '../state/checks.ts';
import { resolveCommit } from '../state/git-history.ts';
import type { CheckRun } from '../state/records.ts';
import { accountId } from './actor-view.ts';
import type { Call } from './call.ts';
import { viewCheckRun } from './check-view.ts';

export function postCheckRun(call: Call): Answer {
  if (!call.login.endsWith('[bot]')) return failure(403, 'You must authenticate via a GitHub App.');
  const { head_sha: headSha, ...fields } = call.body as CheckFields & {
    name: string;
    head_sha: string;
  };
  const outcome = createCheckRun(call, headSha, fields);
  return outcome.done ? created(viewCheckRun(call, outcome.value)) : refusal(outcome.refusal);
}

export function patchCheckRun(call: Call): Answer {
  const present = findCheckRun(call);
  if (present === undefined) return notFound();
  const outcome = updateCheckRun(call, present, call.body as CheckFields);
  return outcome.done ? ok(viewCheckRun(call, outcome.value)) : refusal(outcome.refusal);
}

export function getCheckRun(call: Call): Answer {
  const run = findCheckRun(call);
  return run === undefined ? notFound() : ok(viewCheckRun(call, run));
}

function findCheckRun({ repository, path }: Call): CheckRun | undefined {
  return repository.checkRuns.find((run) => run.id === Number(path.check_run_id));
}

interface CheckRunFilter {
  readonly check_name?: string;
  readonly status?: string;
  readonly filter?: 'latest' | 'all';
  readonly app_id?: number;
}

export function listCheckRuns(call: Call): Reply {
  const { repository, path, query } = call;
  const sha = resolveCommit(repository, path.ref ?? '');
  if (sha === undefined) return unprocessable(`No commit found for SHA: ${path.ref ?? ''}`);
  const { check_name: name, status, filter = 'latest', app_id: app } = query as CheckRunFilter;
  const all = repository.checkRuns.filter((run) => run.headSha === sha).toReversed();
  const runs = (filter === 'latest' ? all.filter(isFirstOfItsName) : all).filter(
    (run) =>
      (name === undefined || run.name === name) &&
      (status === undefined || run.status === status) &&
      (app === undefined || accountId(run.app) === app),
  );
  return {
    list: runs.map((run) => viewCheckRun(call, run)),
    envelope: (page, total) => ({ total_count: total, check_runs: page }),
  };
}

/** GitHub shows the most recent run of each name within a suite. */
function isFirstOfItsName(run: CheckRun, index: number, runs: readonly CheckRun[]): boolean {
  return runs.findIndex((other) => other.name === run.name && other.suite === run.suite) === index;
}
