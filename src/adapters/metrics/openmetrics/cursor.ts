import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Cursor } from '../../../core/measurement.ts';
import type { Queries } from '../../../core/plan/plan.ts';
import type { Instant } from '../../../core/quantity/instant.ts';
import type { Snapshot } from './counter.ts';

/** What the pages of one arm showed, by instance. */
export type Snapshots = Readonly<Record<string, Snapshot>>;

/** What is known from the last look that counted. */
export interface Memory {
  readonly at: Instant;
  readonly canary: Snapshots;
  /** Null when only the canary could be read. */
  readonly baseline: Snapshots | null;
}

const snapshots = z.record(
  z.string(),
  z.strictObject({ started: z.number().nullable(), counts: z.record(z.string(), z.number()) }),
);
const stored = z.strictObject({
  selectors: z.string(),
  at: z.number(),
  canary: snapshots,
  baseline: snapshots.nullable(),
});

/** What the cursor remembers; undefined when there is none, or when it was made for other selectors. */
export function recall(cursor: Cursor | undefined, queries: Queries): Memory | undefined {
  const { data } = stored.safeParse(cursor);
  return data?.selectors === digest(queries) ? data : undefined;
}

export function remember({ at, canary, baseline }: Memory, queries: Queries): Cursor {
  return {
    selectors: digest(queries),
    at,
    canary: write(canary),
    baseline: baseline === null ? null : write(baseline),
  };
}

function write(memory: Snapshots): Cursor {
  const instances = Object.entries(memory).map(
    ([name, { started, counts }]) => [name, { started, counts }] as const,
  );
  return Object.fromEntries(instances);
}

/** Counts of other series than now are asked for would be taken for growth. */
function digest(queries: Queries): string {
  return createHash('sha256').update(JSON.stringify(queries)).digest('base64url').slice(0, 11);
}
