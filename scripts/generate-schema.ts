import * as z from 'zod';
import { PlanDocument } from '../src/core/plan/document/document.ts';

/** The JSON Schema of `rollout.yml` for editors, from the same description the plan's reader uses. */
export function planSchema(): string {
  const schema = z.toJSONSchema(PlanDocument, {
    io: 'input',
    target: 'draft-2020-12',
    override: ({ jsonSchema, zodSchema }) => {
      keepDefault(jsonSchema, zodSchema);
      tidyAlternatives(jsonSchema);
      tidyInteger(jsonSchema);
    },
  });
  const { $schema, ...rest } = schema;
  const title = 'Rollout plan';
  const description = 'How a release opens up: see `rollout.yml` in the documentation of Sluice.';
  return `${JSON.stringify({ $schema, title, description, ...rest }, null, 2)}\n`;
}

/** Zod leaves out the defaults of texts that it turns into something else, durations among them. */
function keepDefault(schema: z.core.JSONSchema.BaseSchema, source: z.core.$ZodType): void {
  const otherwise = z.globalRegistry.get(source)?.default;
  if (typeof otherwise === 'string') schema.default = otherwise;
}

/** Zod writes unions as `anyOf`; here at most one form ever fits, which editors explain better as `oneOf`. */
function tidyAlternatives(schema: z.core.JSONSchema.BaseSchema): void {
  if (schema.anyOf === undefined) return;
  schema.oneOf = schema.anyOf;
  delete schema.anyOf;
}

/** The safe range of a JavaScript number means nothing to people. */
function tidyInteger(schema: z.core.JSONSchema.BaseSchema): void {
  if (schema.minimum === Number.MIN_SAFE_INTEGER) delete schema.minimum;
  if (schema.maximum === Number.MAX_SAFE_INTEGER) delete schema.maximum;
}
