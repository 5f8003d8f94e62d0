import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Arm, Cursor } from '../../../core/measurement.ts';
import type { Queries } from '../../../core/plan/plan.ts';
import type { Instant } from '../../../core/quantity/instant.ts';
import type { Snapshot } from './counter.ts';

/** What one arm's pages showed at the last look that counted. */
export interface ArmMemory {
  readonly at: Instant;
  /** By instance. */
  readonly instances: Readonly<Record<string, Snapshot>>;
}

export type Memory = Readonly<Record<Arm, ArmMemory | null>>;

const snapshot = z.strictObject({
  started: z.number().nullable(),
  counts: z.record(z.string(), z.number()),
});
const arm = z
  .strictObject({ at: z.number(), instances: z.record(z.string(), snapshot) })
  .nullable();
const stored = z.strictObject({ selectors: z.string(), canary: arm, baseline: arm });

const NOTHING: Memory = { canary: null, baseline: null };

/** What the cursor remembers; nothing when there is none, or when it was made for other selectors. */
export function recall(cursor: Cursor | undefined, queries: Queries): Memory {
  const memory = stored.safeParse(cursor);
  return memory.success && memory.data.selectors === digest(queries) ? memory.data : NOTHING;
}

export function remember({ canary, baseline }: Memory, queries: Queries): Cursor {
  return { selectors: digest(queries), canary: write(canary), baseline: write(baseline) };
}

function write(memory: ArmMemory | null): Cursor {
  if (memory === null) return null;
  const instances = Object.entries(memory.instances).map(
    ([name, { started, counts }]) => [name, { started, counts }] as const,
  );
  return { at: memory.at, instances: Object.fromEntries(instances) };
}

/** Counts of other series than now are asked for would be taken for growth. */
function digest(queries: Queries): string {
  return createHash('sha256').update(JSON.stringify(queries)).digest('base64url').slice(0, 11);
}
