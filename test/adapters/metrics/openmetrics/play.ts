import { createMetrics } from '../../../../src/adapters/metrics/metrics.ts';
import type { ArmReading, Measurement } from '../../../../src/core/measurement.ts';
import type { Queries } from '../../../../src/core/plan/plan.ts';
import { serve } from '../../http/server.ts';
import { lookWith, VERSIONS } from '../rig.ts';

/** A page's text, or the status that is answered in its place. */
export type Script = string | number;

/** What the instances of both arms show at one look. */
export interface Scene {
  readonly canary: readonly Script[];
  readonly stable?: readonly Script[];
}

export interface Play {
  readonly results: readonly Measurement[];
  /** The canary's instances, as readings name them. */
  readonly names: readonly string[];
}

/** Looks once at every scene, one minute apart. The first look only sets the cursor. */
export async function play(queries: Queries, scenes: readonly Scene[]): Promise<Play> {
  let scene = 0;
  const start = (arm: 'canary' | 'stable') =>
    Promise.all(
      (scenes[0]?.[arm] ?? []).map((_, index) =>
        serve((__, answer) => {
          const page = scenes[scene]?.[arm]?.[index] ?? '';
          if (typeof page === 'number') answer.writeHead(page).end();
          else answer.end(page);
        }),
      ),
    );
  const canary = await start('canary');
  const look = lookAt(queries, canary, await start('stable'));
  const results: Measurement[] = [];
  for (scene = 0; scene < scenes.length; scene += 1) results.push((await look()).measurement);
  return { results, names: canary.map((origin) => origin.replace('http://', '')) };
}

/** Looks at the pages of these origins, again and again, one minute apart, from 1,000 seconds on. */
export function lookAt(queries: Queries, canary: readonly string[], stable: readonly string[]) {
  const clock = { now: 1_000_000 };
  const rig = {
    clock,
    metrics: createMetrics({ versions: VERSIONS, environment: {}, now: () => clock.now }),
    source: () => ({
      kind: 'openmetrics' as const,
      canary: canary.map(pageOf),
      stable: stable.map(pageOf),
      queries,
      timeout: 5_000,
    }),
    happen: () => {},
  };
  return lookWith(rig, queries.role);
}

function pageOf(origin: string): string {
  return `${origin}/metrics`;
}

/** What each look counts of one selector, in a canary of one instance. */
export async function countThrough(
  selector: string,
  pages: readonly Script[],
): Promise<readonly ArmReading[]> {
  const scenes = pages.map((page) => ({ canary: [page] }));
  const { results } = await play({ role: 'count', count: selector }, scenes);
  return results.map(({ canary }) => canary);
}
