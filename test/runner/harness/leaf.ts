import { runActJob, type JobControl, type Repositories } from './act.ts';
import type { ActLog } from './act-log.ts';
import { outlivesCancel } from './cancellable-steps.ts';
import type { LeafJob } from './frame.ts';
import { writeJobFile } from './job-file.ts';
import { makeResult, type Conclusion, type JobResult, type StepResult } from './result.ts';

export interface LeafSurroundings {
  readonly attempt: number;
  readonly workflowName: string;
  readonly event: { readonly name: string; readonly payload: unknown };
  readonly actor: string;
  readonly callerPath: string;
  readonly token: string;
  readonly env: Readonly<Record<string, string>>;
  readonly vars: Readonly<Record<string, string>>;
  readonly jobContext: Readonly<Record<string, string>>;
  readonly resolveUses: (uses: string) => string;
  readonly findRepositories: (jobFile: string) => Repositories;
  readonly onLine: (text: string) => void;
  readonly takeControl: (control: JobControl) => void;
  readonly isCancelled: () => boolean;
}

/** Runs one job's steps by act and says what came of them. */
export async function runLeaf(leaf: LeafJob, around: LeafSurroundings): Promise<JobResult> {
  const { job, frame } = leaf;
  const begun = performance.now();
  const jobFile = writeJobFile({
    workflowName: around.workflowName,
    event: around.event.name,
    workflow: frame.workflow,
    id: leaf.id,
    job,
    known: {
      needs: leaf.contexts['needs'] ?? {},
      inputs: frame.inputs,
      job: around.jobContext,
    },
    resolveUses: around.resolveUses,
  });
  const secrets = { ...frame.secrets, GITHUB_TOKEN: around.token };
  const { log, outputs } = await runActJob(
    {
      jobFile,
      event: around.event,
      callerPath: around.callerPath,
      repositories: around.findRepositories(jobFile),
      actor: around.actor,
      env: around.env,
      secrets,
      vars: around.vars,
      outlivingSteps: (job.steps ?? []).flatMap((step, index) =>
        outlivesCancel(step) ? [step.id ?? String(index)] : [],
      ),
      outputCount: Object.keys(job.outputs).length,
      onLine: ({ text }) => around.onLine(text),
    },
    around.takeControl,
  );
  return makeResult(leaf.path, conclude(log, around.isCancelled()), around.attempt, {
    outputs: nameOutputs(job.outputs, outputs, Object.values(secrets)),
    steps: listSteps(leaf, log),
    log: log.lines.map(({ text }) => text).join('\n'),
    summary: log.summary(),
    permissions: leaf.permissions,
    environment: leaf.environment,
    durationMs: performance.now() - begun,
  });
}

function conclude(log: ActLog, isCancelled: boolean): Conclusion {
  if (isCancelled) return 'cancelled';
  return log.jobResult() === 'success' && log.faults.length === 0 ? 'success' : 'failure';
}

/** GitHub drops an output that is empty or holds a secret. */
function nameOutputs(
  declared: Readonly<Record<string, string>>,
  values: readonly string[],
  secrets: readonly string[],
): Record<string, string> {
  const isFit = (value: string) =>
    value !== '' && !secrets.some((secret) => secret !== '' && value.includes(secret));
  return Object.fromEntries(
    Object.keys(declared).flatMap((name, index) => {
      const value = values[index] ?? '';
      return isFit(value) ? [[name, value]] : [];
    }),
  );
}

function listSteps({ job }: LeafJob, log: ActLog): readonly StepResult[] {
  return (job.steps ?? []).map(({ id: ownId }, index) => {
    const id = ownId ?? String(index);
    const result = log.stepResults.get(id);
    const lines = log.lines.filter(({ step }) => step === id).map(({ text }) => text);
    return {
      id,
      conclusion: result === 'success' || result === 'failure' ? result : 'skipped',
      log: lines.join('\n'),
    };
  });
}
