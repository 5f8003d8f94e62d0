import { callWorkflow } from './call.ts';
import { holds, interpolate, toText, type Scope, type Status } from './expression.ts';
import { narrowPermissions } from './permissions.ts';
import { makeResult } from './result.ts';
import type { Frame, SettledJob, SettledJobs } from './frame.ts';
import type { Job, Workflow } from './workflow.ts';

/**
 * Runs the jobs of one workflow file by GitHub's rules: each begins when all it needs have ended; `success()`
 * and `failure()` look at all ancestors, a skipped one counts as no success; `cancelled()` is the run's.
 */
export async function scheduleJobs(frame: Frame): Promise<SettledJobs> {
  const settled = new Map<string, SettledJob>();
  const pending = new Map<string, Promise<SettledJob>>();
  const groups = enterGroup(frame, frame.prefix, frame.workflow.concurrency, {}, frame.groups);

  const settle = (id: string): Promise<SettledJob> => {
    const begun = pending.get(id) ?? settleJob(id);
    pending.set(id, begun);
    return begun;
  };
  const settleJob = async (id: string): Promise<SettledJob> => {
    const job = frame.workflow.jobs[id];
    if (job === undefined) throw new Error(`no job ${id}`);
    await Promise.all(job.needs.map(settle));
    const outcome = await runJob({ ...frame, groups }, id, job, settled);
    settled.set(id, outcome);
    frame.run.record(outcome.result);
    return outcome;
  };
  await Promise.all(Object.keys(frame.workflow.jobs).map(settle));
  return settled;
}

async function runJob(
  frame: Frame,
  id: string,
  job: Job,
  settled: SettledJobs,
): Promise<SettledJob> {
  const { run } = frame;
  const path = `${frame.prefix}${id}`;
  const previous = run.previous?.jobs[path];
  const isRepeated =
    frame.isRepeated ||
    previous === undefined ||
    run.repeats === path ||
    job.needs.some((need) => settled.get(need)?.isFresh);
  const mayHold = !isRepeated && !(job.uses === undefined && run.isToRepeat(previous));
  if (mayHold && (job.uses === undefined || previous.conclusion === 'skipped'))
    return { result: previous, isFresh: false };

  const contexts = makeContexts(frame, job, settled);
  const mayRun = (): boolean =>
    holds(job.if ?? 'success()', { contexts, status: readStatus(frame, id, settled) });
  if (!mayRun()) return { result: makeResult(path, 'skipped', run.attempt), isFresh: true };

  const permissions = narrowPermissions(
    path,
    [job.permissions, frame.workflow.permissions],
    frame.permissions,
    frame.prefix !== '',
  );
  const groups = enterGroup(frame, path, job.concurrency, contexts, frame.groups);
  if (job.uses !== undefined)
    return callWorkflow(
      { ...frame, permissions, groups, isRepeated },
      path,
      job,
      contexts,
      scheduleJobs,
    );
  const environment = job.environment && toText(interpolate(job.environment.name, { contexts }));
  const result = await run.runLeaf({
    path,
    id,
    job,
    frame,
    contexts,
    permissions,
    environment,
    mayRun,
  });
  return { result, isFresh: true };
}

function makeContexts(frame: Frame, job: Job, settled: SettledJobs): Scope['contexts'] {
  const needs = job.needs.map((need) => {
    const result = settled.get(need)?.result;
    return [need, { result: result?.conclusion ?? null, outputs: result?.outputs ?? {} }] as const;
  });
  return {
    github: frame.run.github,
    vars: frame.run.vars,
    inputs: frame.inputs,
    needs: Object.fromEntries(needs),
  };
}

function readStatus(frame: Frame, id: string, settled: SettledJobs): Status {
  const ancestors = [...collectAncestors(frame.workflow, id)].map(
    (ancestor) => settled.get(ancestor)?.result.conclusion,
  );
  const cancelled = frame.run.isCancelled();
  return {
    success: !cancelled && ancestors.every((conclusion) => conclusion === 'success'),
    failure: ancestors.includes('failure'),
    cancelled,
  };
}

function collectAncestors({ jobs }: Workflow, id: string): ReadonlySet<string> {
  const found = new Set<string>();
  const visit = (current: string) => {
    for (const need of jobs[current]?.needs ?? []) {
      found.add(need);
      visit(need);
    }
  };
  visit(id);
  return found;
}

/** A group that something around the job holds already would wait for itself for ever. */
function enterGroup(
  frame: Frame,
  path: string,
  concurrency: Job['concurrency'],
  contexts: Scope['contexts'],
  held: readonly string[],
): readonly string[] {
  if (concurrency === undefined) return held;
  const written = typeof concurrency === 'string' ? concurrency : concurrency.group;
  const scope = {
    github: frame.run.github,
    vars: frame.run.vars,
    inputs: frame.inputs,
    ...contexts,
  };
  const group = toText(interpolate(written, { contexts: scope })).toLowerCase();
  if (held.includes(group))
    throw new Error(`${path || 'the workflow'} waits for its own concurrency group "${group}"`);
  return [...held, group];
}
