import { existsSync, readdirSync } from 'node:fs';
import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { z } from 'zod';
import { makeActionCancellable } from './cancellable-steps.ts';

/** What GitHub unpacks beside an action, as far as this project's actions look at it. */
const PARTS = ['action.yml', 'actions', '.github/workflows', 'dist', 'schema', 'package.json'];

/**
 * Copies the suite and changes its actions where act differs from GitHub; nothing else is touched.
 * `address` is `owner/name`, as callers write it.
 */
export async function copySuite(
  root: string,
  into: string,
  address: string,
  ref: string,
): Promise<void> {
  for (const part of PARTS) {
    const from = join(root, part);
    if (existsSync(from)) await cp(from, join(into, part), { recursive: true });
  }
  for (const file of listActions(into)) {
    const changed = changeAction(parse(await readFile(file, 'utf8')), `${address}/`, ref);
    await writeFile(file, stringify(changed));
  }
}

function listActions(root: string): readonly string[] {
  const folder = join(root, 'actions');
  const names = existsSync(folder) ? readdirSync(folder) : [];
  return ['action.yml', ...names.map((name) => `actions/${name}/action.yml`)]
    .map((name) => join(root, name))
    .filter((file) => existsSync(file));
}

const CompositeStep = z.looseObject({
  id: z.string().optional(),
  if: z.union([z.string(), z.boolean()]).optional(),
  uses: z.string().optional(),
  run: z.string().optional(),
  shell: z.string().optional(),
  env: z.record(z.string(), z.unknown()).optional(),
});
const Action = z.looseObject({
  runs: z.looseObject({ using: z.string(), steps: z.array(CompositeStep).optional() }),
});

function changeAction(document: unknown, prefix: string, ref: string): unknown {
  const action = Action.parse(document);
  const steps = action.runs.steps?.map((step) =>
    step.uses === undefined
      ? hideLeakedInputs(step)
      : { ...step, uses: step.uses.replace(/^\$\/(.+)$/, `${prefix}$1@${ref}`) },
  );
  if (steps === undefined) return action;
  return { ...action, runs: { ...action.runs, steps: makeActionCancellable(steps) } };
}

const KEPT = 'HARNESS_KEPT_';

/**
 * act shows a composite's step every input as INPUT_*; GitHub shows none, and only what `env:` maps.
 * So what `env:` maps travels under another name, and forget-inputs.sh drops what leaked.
 */
function hideLeakedInputs(step: z.infer<typeof CompositeStep>): typeof step {
  if (step.shell !== 'bash' || step.run === undefined) return step;
  const env = Object.fromEntries(
    Object.entries(step.env ?? {}).map(([name, value]) => [
      name.startsWith('INPUT_') ? `${KEPT}${name}` : name,
      value,
    ]),
  );
  return { ...step, env, run: `source "$HARNESS_HOME/forget-inputs.sh"\n${step.run}` };
}
