import { stringify } from 'yaml';
import { makeCancellable } from './cancellable-steps.ts';
import type { Json } from './expression.ts';
import { inlineContexts } from './inline.ts';
import type { Job, Step, Workflow } from './workflow.ts';

/**
 * Who honours a key of a job. What the scheduler honours never reaches act, which would reject it
 * (`environment.deployment`, `queue`) or pass it over (`environment`, `permissions`, `concurrency`), or whose
 * meaning differs there (`needs`, `if`, `uses`).
 */
const HONOURED_BY = {
  name: 'act',
  env: 'act',
  defaults: 'act',
  steps: 'act',
  needs: 'scheduler',
  if: 'scheduler',
  uses: 'scheduler',
  with: 'scheduler',
  secrets: 'scheduler',
  permissions: 'scheduler',
  environment: 'scheduler',
  concurrency: 'scheduler',
  outputs: 'scheduler', // collected by a step of the harness at the job's end
  'runs-on': 'scheduler', // every label is this machine
  'timeout-minutes': 'scheduler',
  'continue-on-error': 'scheduler',
} as const satisfies Record<keyof Job, 'act' | 'scheduler'>;

export interface JobFile {
  readonly workflowName: string;
  readonly event: string;
  readonly workflow: Workflow;
  readonly id: string;
  readonly job: Job;
  /** Contexts act does not know, written into the expressions as literals. */
  readonly known: Readonly<Record<string, Json>>;
  /** Turns `$/actions/x` into an address act finds. */
  readonly resolveUses: (uses: string) => string;
}

/** Writes a workflow of one job for act: the job's own steps, after which its outputs are collected. */
export function writeJobFile(file: JobFile): string {
  const { workflow, job } = file;
  const steps = (job.steps ?? []).map((step, index) => ({
    ...step,
    id: step.id ?? String(index),
    ...(step.uses !== undefined && { uses: file.resolveUses(step.uses) }),
  }));
  const document = {
    name: file.workflowName,
    on: [file.event],
    ...keep('env', workflow.env),
    ...keep('defaults', workflow.defaults),
    jobs: {
      [file.id]: {
        ...keepHonouredByAct(job),
        'runs-on': 'ubuntu-latest',
        steps: [...makeCancellable(steps), ...collectOutputs(job.outputs)],
      },
    },
  };
  const plain: Json = JSON.parse(JSON.stringify(document));
  return stringify(inlineContexts(plain, file.known));
}

const saveOutput = (index: number) => `printf %s "$OUTPUT_${index}" >"$HARNESS_OUTPUTS/${index}"`;

function collectOutputs(outputs: Readonly<Record<string, string>>): readonly Step[] {
  const values = Object.values(outputs);
  if (values.length === 0) return [];
  return [
    {
      id: 'harness-outputs',
      if: 'always()',
      shell: 'bash',
      env: Object.fromEntries(values.map((value, index) => [`OUTPUT_${index}`, value])),
      run: values.map((_, index) => saveOutput(index)).join('\n'),
    },
  ];
}

function keepHonouredByAct(job: Job): object {
  return Object.fromEntries(
    Object.entries(HONOURED_BY).flatMap(([key, honouredBy]) => {
      const value = Object.entries(job).find(([name]) => name === key)?.[1];
      return honouredBy === 'act' && value !== undefined ? [[key, value]] : [];
    }),
  );
}

function keep(key: string, value: unknown): object {
  return value === undefined ? {} : { [key]: value };
}
