import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import type { Json } from './expression.ts';

const JsonValue: z.ZodType<Json> = z.json();
const Scalar = z.union([z.string(), z.number(), z.boolean()]);
const Texts = z.record(z.string(), Scalar.transform(String));
const PermissionMap = z.record(z.string(), z.enum(['read', 'write', 'none']));
const Permissions = z.union([z.enum(['read-all', 'write-all']), PermissionMap]);
const Concurrency = z.union([
  z.string(),
  z.strictObject({
    group: z.string(),
    'cancel-in-progress': z.union([z.boolean(), z.string()]).optional(),
    queue: z.string().optional(),
  }),
]);

const Step = z.strictObject({
  id: z.string().optional(),
  name: z.string().optional(),
  if: Scalar.optional(),
  uses: z.string().optional(),
  run: Scalar.transform(String).optional(),
  shell: z.string().optional(),
  with: Texts.optional(),
  env: Texts.optional(),
  'working-directory': z.string().optional(),
  'continue-on-error': z.union([z.boolean(), z.string()]).optional(),
  'timeout-minutes': z.union([z.number(), z.string()]).optional(),
});
export type Step = z.infer<typeof Step>;

/** A job as it is written. A key that is not here is one the harness cannot honour, and is refused. */
const Job = z.strictObject({
  name: z.string().optional(),
  needs: z.union([z.string().transform((id) => [id]), z.array(z.string())]).default([]),
  if: Scalar.transform(String).optional(),
  permissions: Permissions.optional(),
  environment: z
    .union([
      z.string().transform((name) => ({ name })),
      z.strictObject({
        name: z.string(),
        url: z.string().optional(),
        deployment: z.union([z.boolean(), z.string()]).optional(),
      }),
    ])
    .optional(),
  concurrency: Concurrency.optional(),
  'runs-on': JsonValue.optional(),
  'timeout-minutes': z.union([z.number(), z.string()]).optional(),
  'continue-on-error': z.literal(false).optional(),
  env: Texts.optional(),
  defaults: JsonValue.optional(),
  outputs: z.record(z.string(), z.string()).default({}),
  steps: z.array(Step).optional(),
  uses: z.string().optional(),
  with: z.record(z.string(), JsonValue).default({}),
  secrets: z.union([z.literal('inherit'), Texts]).optional(),
});
export type Job = z.infer<typeof Job>;

const Call = z.strictObject({
  inputs: z
    .record(
      z.string(),
      z.strictObject({
        description: z.string().optional(),
        type: z.enum(['string', 'number', 'boolean']),
        required: z.boolean().default(false),
        default: Scalar.optional(),
      }),
    )
    .nullish(),
  secrets: z
    .record(
      z.string(),
      z
        .strictObject({
          description: z.string().optional(),
          required: z.boolean().default(false),
        })
        .nullable(),
    )
    .nullish(),
  outputs: z
    .record(z.string(), z.strictObject({ description: z.string().optional(), value: z.string() }))
    .nullish(),
});
export type Call = z.infer<typeof Call>;

const Triggers = z.union([
  z.string().transform((name): Record<string, unknown> => ({ [name]: null })),
  z
    .array(z.string())
    .transform((names): Record<string, unknown> =>
      Object.fromEntries(names.map((name) => [name, null])),
    ),
  z.record(z.string(), z.unknown()),
]);

const Workflow = z.strictObject({
  name: z.string().optional(),
  'run-name': z.string().optional(),
  on: Triggers,
  permissions: Permissions.optional(),
  concurrency: Concurrency.optional(),
  env: Texts.optional(),
  defaults: JsonValue.optional(),
  jobs: z.record(z.string(), Job),
});
export type Workflow = z.infer<typeof Workflow>;
export type PermissionsEntry = z.infer<typeof Permissions>;

/** Reads a workflow file. What it needs must exist, and must not go in circles. */
export function readWorkflow(file: string): Workflow {
  const result = Workflow.safeParse(parse(readFileSync(file, 'utf8')));
  if (!result.success) throw new Error(`${file}:\n${z.prettifyError(result.error)}`);
  for (const id of Object.keys(result.data.jobs)) checkNeeds(file, result.data.jobs, id, []);
  return result.data;
}

/** The `workflow_call` trigger of a workflow. */
export function readCall(workflow: Workflow): Call {
  if (!Object.hasOwn(workflow.on, 'workflow_call')) throw new Error('it cannot be called');
  return Call.parse(workflow.on['workflow_call'] ?? {});
}

function checkNeeds(
  file: string,
  jobs: Workflow['jobs'],
  id: string,
  trail: readonly string[],
): void {
  if (trail.includes(id)) throw new Error(`${file}: ${[...trail, id].join(' needs ')}`);
  for (const need of jobs[id]?.needs ?? []) {
    if (!Object.hasOwn(jobs, need))
      throw new Error(`${file}: ${id} needs ${need}, which is no job`);
    checkNeeds(file, jobs, need, [...trail, id]);
  }
}
