import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { makeScratch } from '../../services/harness/scratch.ts';
import type { ActiveRun, LeafJob } from './frame.ts';
import { bindDispatchInputs } from './dispatch.ts';
import { mapAddresses, type Addresses } from './addresses.ts';
import { makeGitHubContext, makeGitHubEnvironment, type RunIdentity } from './github-context.ts';
import { runLeaf } from './leaf.ts';
import { DEFAULT_PERMISSIONS } from './permissions.ts';
import { SUITE_ROOT } from './repository.ts';
import { combine, makeResult, type JobResult, type RunResult } from './result.ts';
import type { RunOptions } from './run.ts';
import type { RunningJobs } from './running-jobs.ts';
import { scheduleJobs } from './schedule.ts';
import { copySuite } from './suite.ts';
import { readWorkflow } from './workflow.ts';

type Print = (path: string, text: string) => void;

/** Carries out one attempt of a run from the caller's file down. */
export async function executeRun(
  options: RunOptions,
  running: RunningJobs,
  print: Print,
): Promise<RunResult> {
  const scratch = await makeScratch('run');
  try {
    return await executeIn(scratch.path, options, running, print);
  } finally {
    await scratch.close();
  }
}

async function executeIn(
  scratch: string,
  options: RunOptions,
  running: RunningJobs,
  print: Print,
): Promise<RunResult> {
  const { address = 'OWNER/sluice', ref = 'v1', root = SUITE_ROOT } = options.suite ?? {};
  const workflow = readWorkflow(join(options.caller.path, options.workflow));
  const identity = identify(options, workflow.name ?? options.workflow);
  const jobs: Record<string, JobResult> = { ...options.rerun?.of.jobs };
  const artifacts = join(scratch, 'artifacts');
  const suitePath = join(scratch, 'suite');
  await mkdir(artifacts);
  await copySuite(root, suitePath, address, ref);
  const addresses = mapAddresses({
    callerPath: options.caller.path,
    suitePath,
    suiteAddress: address,
    suiteRef: ref,
  });

  const settled = await scheduleJobs({
    run: activate(options, identity, { running, addresses, print, artifacts, jobs }),
    prefix: '',
    workflow,
    origin: 'caller',
    inputs: options.inputs === undefined ? {} : bindDispatchInputs(workflow, options.inputs),
    secrets: options.secrets ?? {},
    permissions: DEFAULT_PERMISSIONS,
    groups: [],
    isRepeated: options.rerun === undefined || options.rerun.jobs === 'all',
  });
  const conclusions = [...settled.values()].map(({ result }) => result.conclusion);
  return {
    runId: identity.runId,
    attempt: identity.attempt,
    conclusion: running.isCancelled() ? 'cancelled' : combine(conclusions),
    jobs,
  };
}

interface Surroundings {
  readonly running: RunningJobs;
  readonly addresses: Addresses;
  readonly print: Print;
  readonly artifacts: string;
  readonly jobs: Record<string, JobResult>;
}

function activate(options: RunOptions, identity: RunIdentity, around: Surroundings): ActiveRun {
  const { rerun } = options;
  const { addresses, running, jobs } = around;
  return {
    attempt: identity.attempt,
    github: makeGitHubContext(identity),
    vars: options.vars ?? {},
    previous: rerun?.of,
    repeats: rerun?.jobs,
    isToRepeat: ({ conclusion }) =>
      rerun?.jobs === 'failed' && (conclusion === 'failure' || conclusion === 'cancelled'),
    isCancelled: running.isCancelled,
    findWorkflow: addresses.findWorkflow,
    runLeaf: (leaf) => enterAndRun(leaf, options, identity, around),
    record: (result) => void (jobs[result.path] = result),
  };
}

async function enterAndRun(
  leaf: LeafJob,
  options: RunOptions,
  identity: RunIdentity,
  { running, addresses, print, artifacts }: Surroundings,
): Promise<JobResult> {
  const { github } = options;
  const { attempt } = identity;
  const { path, permissions, environment } = leaf;
  const job = { path, attempt, permissions, environment };
  const details = { permissions, environment };
  const slot = running.enter(leaf);
  try {
    if (environment !== undefined && github.enterEnvironment !== undefined) {
      const answer = await Promise.race([github.enterEnvironment(job), slot.cancellation]);
      if (answer === 'rejected') return makeResult(path, 'failure', attempt, details);
    }
    if (slot.isCancelled()) return makeResult(path, 'cancelled', attempt, details);
    return await runLeaf(leaf, {
      attempt,
      workflowName: identity.workflowName,
      event: identity.event,
      actor: identity.actor,
      callerPath: options.caller.path,
      token: github.token?.(job) ?? `ghs_${path.replaceAll('/', '_')}_${attempt}`,
      env: {
        ...makeGitHubEnvironment(identity),
        ...options.env,
        HARNESS_HOME: import.meta.dirname,
        HARNESS_CALLER: options.caller.path,
        HARNESS_ARTIFACTS: artifacts,
      },
      vars: options.vars ?? {},
      jobContext: addresses.describeWorkflow(leaf.frame.origin, identity),
      resolveUses: (uses) => addresses.resolveUses(uses, leaf.frame.origin),
      findRepositories: addresses.findRepositories,
      onLine: (text) => print(path, text),
      takeControl: slot.takeControl,
      isCancelled: slot.isCancelled,
    });
  } finally {
    slot.leave();
  }
}

function identify(options: RunOptions, workflowName: string): RunIdentity {
  const { github, rerun, event = { name: 'push' } } = options;
  const { apiUrl } = github;
  return {
    runId: rerun?.of.runId ?? github.runId ?? 1,
    attempt: rerun === undefined ? 1 : rerun.of.attempt + 1,
    event: { name: event.name, payload: event.payload ?? describeDispatch(options) },
    repository: github.repository ?? 'octo/shop',
    ref: github.ref ?? 'refs/heads/main',
    sha: github.sha ?? options.caller.sha,
    actor: github.actor ?? 'octocat',
    apiUrl,
    graphqlUrl: github.graphqlUrl ?? `${apiUrl}/graphql`,
    serverUrl: github.serverUrl ?? 'https://github.com',
    workflowName,
    workflowPath: options.workflow,
  };
}

function describeDispatch({ inputs }: RunOptions) {
  if (inputs === undefined) return {};
  return {
    inputs: Object.fromEntries(
      Object.entries(inputs).map(([name, value]) => [name, String(value)]),
    ),
  };
}
