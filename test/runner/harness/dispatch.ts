import { z } from 'zod';
import type { Json } from './expression.ts';
import type { Workflow } from './workflow.ts';

const Scalar = z.union([z.string(), z.number(), z.boolean()]);
const Dispatch = z.object({
  inputs: z
    .record(
      z.string(),
      z
        .looseObject({ required: z.boolean().default(false), default: Scalar.optional() })
        .nullable(),
    )
    .nullish(),
});

/** The `inputs` of a run started by hand: what was given, else the defaults. Others have none. */
export function bindDispatchInputs(
  { on }: Workflow,
  given: Readonly<Record<string, string | number | boolean>>,
): Record<string, Json> {
  const declared = Dispatch.parse(on['workflow_dispatch'] ?? {}).inputs ?? {};
  for (const name of Object.keys(given))
    if (!Object.hasOwn(declared, name)) throw new Error(`there is no input "${name}"`);
  return Object.fromEntries(
    Object.entries(declared).map(([name, input]) => {
      const value = given[name] ?? input?.default;
      if (value === undefined && input?.required === true)
        throw new Error(`input "${name}" is missing`);
      return [name, value ?? ''];
    }),
  );
}
