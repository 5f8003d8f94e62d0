import { interpolate, toText, type Json, type Scope } from './expression.ts';
import { combine, makeResult } from './result.ts';
import type { Frame, SettledJob, SettledJobs } from './frame.ts';
import { readCall, readWorkflow, type Call, type Job } from './workflow.ts';

const CALLING_JOB_KEYS = new Set([
  'name',
  'uses',
  'with',
  'secrets',
  'needs',
  'if',
  'concurrency',
  'permissions',
]);

/** Runs the workflow that a job calls; its result and outputs become the job's. */
export async function callWorkflow(
  caller: Frame,
  path: string,
  job: Job,
  contexts: Scope['contexts'],
  scheduleJobs: (frame: Frame) => Promise<SettledJobs>,
): Promise<SettledJob> {
  checkKeys(path, job);
  const { origin, file } = caller.run.findWorkflow(job.uses ?? '', caller.origin);
  const workflow = readWorkflow(file);
  const call = readCall(workflow);
  const inputs = bindInputs(path, call, job, contexts);
  const secrets = bindSecrets(path, call, job, { ...contexts, secrets: caller.secrets }, caller);
  const begun = performance.now();
  const settled = await scheduleJobs({
    ...caller,
    prefix: `${path}/`,
    workflow,
    origin,
    inputs,
    secrets,
  });

  const children = [...settled.values()];
  const jobs = Object.fromEntries(
    [...settled].map(([id, { result }]) => [
      id,
      { result: result.conclusion, outputs: result.outputs },
    ]),
  );
  const { github, vars } = caller.run;
  const outputs = Object.entries(call.outputs ?? {}).map(([name, { value }]) => [
    name,
    toText(interpolate(value, { contexts: { github, vars, inputs, jobs } })),
  ]);
  return {
    result: makeResult(
      path,
      combine(children.map(({ result }) => result.conclusion)),
      caller.run.attempt,
      {
        outputs: Object.fromEntries(outputs),
        permissions: caller.permissions,
        durationMs: performance.now() - begun,
      },
    ),
    isFresh: children.some(({ isFresh }) => isFresh),
  };
}

function checkKeys(path: string, job: Job): void {
  for (const [key, value] of Object.entries(job)) {
    if (isPresent(value) && !CALLING_JOB_KEYS.has(key))
      throw new Error(`${path}: a job that calls a workflow cannot have "${key}"`);
  }
}

function isPresent(value: unknown): boolean {
  return value !== undefined && !['{}', '[]'].includes(JSON.stringify(value));
}

function bindInputs(
  path: string,
  call: Call,
  job: Job,
  contexts: Scope['contexts'],
): Record<string, Json> {
  const declared = call.inputs ?? {};
  for (const name of Object.keys(job.with))
    if (!Object.hasOwn(declared, name)) throw new Error(`${path}: there is no input "${name}"`);
  return Object.fromEntries(
    Object.entries(declared).map(([name, { type, required, default: fallback }]) => {
      const given = job.with[name];
      if (given === undefined && required) throw new Error(`${path}: input "${name}" is missing`);
      if (given === undefined) return [name, fallback ?? EMPTY[type]];
      const value = typeof given === 'string' ? interpolate(given, { contexts }) : given;
      if (type === 'string') return [name, toText(value)];
      if (typeof value !== type)
        throw new Error(`${path}: input "${name}" is no ${type}: ${JSON.stringify(value)}`);
      return [name, value];
    }),
  );
}

const EMPTY = { string: '', number: 0, boolean: false } as const;

function bindSecrets(
  path: string,
  call: Call,
  job: Job,
  contexts: Scope['contexts'],
  caller: Frame,
): Record<string, string> {
  if (job.secrets === 'inherit') return { ...caller.secrets };
  const declared = call.secrets ?? {};
  const given = job.secrets ?? {};
  for (const name of Object.keys(given))
    if (!Object.hasOwn(declared, name)) throw new Error(`${path}: there is no secret "${name}"`);
  for (const [name, secret] of Object.entries(declared))
    if (secret?.required === true && !Object.hasOwn(given, name))
      throw new Error(`${path}: secret "${name}" is missing`);
  return Object.fromEntries(
    Object.entries(given).map(([name, value]) => [name, toText(interpolate(value, { contexts }))]),
  );
}
