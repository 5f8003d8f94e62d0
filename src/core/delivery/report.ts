import type { Duration, Instant } from '../quantity/instant.ts';
import type { Event } from '../rollout/event.ts';
import { classifyExposures, type Deployment } from './deployment.ts';
import { traceExposures } from './exposure.ts';
import { type CommitTimes, type DeliveryMetrics, measureDelivery } from './metrics.ts';

/** What a target's ledger tells of its rollouts: the events of each, oldest first; the rollouts in any order. */
export interface TargetHistory {
  readonly environment: string;
  readonly name: string;
  readonly rollouts: readonly (readonly Event[])[];
}

/** One line of the report: an environment as a whole, or one of several targets in it. */
export interface DeliveryRow {
  readonly environment: string;
  /** The target's name; undefined for the whole environment. */
  readonly name: string | undefined;
  readonly current: DeliveryMetrics;
  /** The window of the same length before it. */
  readonly before: DeliveryMetrics;
  /** Releases that users meet now and that are not decided. */
  readonly underWay: number;
}

export interface DeliveryReport {
  readonly at: Instant;
  /** Length of the window that ends then, and of the one before it. */
  readonly window: Duration;
  /** By environment, each followed by its targets where it has several. */
  readonly rows: readonly DeliveryRow[];
}

/** The commits whose times the report can use, each once. */
export function commitsOf(histories: readonly TargetHistory[]): readonly string[] {
  const shas = histories.flatMap(({ rollouts }) =>
    rollouts.flatMap((events) =>
      traceExposures(events).flatMap(({ release, end }) =>
        end?.outcome === 'promoted' ? (release.sha ?? []) : [],
      ),
    ),
  );
  return [...new Set(shas)].toSorted();
}

/** Measures the window that ends at `at` and the one before it, `window` ms long each (more than 0). */
export function reportDelivery(
  histories: readonly TargetHistory[],
  commits: CommitTimes,
  { at, window }: Pick<DeliveryReport, 'at' | 'window'>,
): DeliveryReport {
  const targets = histories.map(({ environment, name, rollouts }) => ({
    environment,
    name,
    deployments: classifyExposures(rollouts.flatMap(traceExposures)),
  }));
  const measure = (deployments: readonly Deployment[]) => ({
    current: measureDelivery(deployments, commits, { from: at - window, to: at }),
    before: measureDelivery(deployments, commits, { from: at - 2 * window, to: at - window }),
    underWay: deployments.filter(({ outcome }) => outcome === 'under-way').length,
  });
  const environments = [...new Set(targets.map(({ environment }) => environment))].toSorted();
  const rows = environments.flatMap((environment): readonly DeliveryRow[] => {
    const own = targets
      .filter((target) => target.environment === environment)
      .toSorted((one, other) => (one.name < other.name ? -1 : 1));
    const whole = measure(own.flatMap(({ deployments }) => deployments));
    const parts = own.map(({ name, deployments }) => ({ name, ...measure(deployments) }));
    return [
      { environment, name: undefined, ...whole },
      ...(parts.length > 1 ? parts.map((part) => ({ environment, ...part })) : []),
    ];
  });
  return { at, window, rows };
}
