import { createVirtualClock } from '../adapters/clock/virtual.ts';
import { UNKNOWN_RUNS } from '../adapters/runs/unknown.ts';
import { createMemoryTraffic } from '../adapters/traffic/memory/traffic.ts';
import type { Weight } from '../core/plan/plan.ts';
import type { Instant } from '../core/quantity/instant.ts';
import type { World } from '../drivers/world.ts';
import type { Metrics } from '../ports/metrics.ts';
import type { Hooks } from '../ports/hooks.ts';
import type { Ledger } from '../ports/ledger.ts';
import type { Reporter } from '../ports/reporter.ts';
import type { Traffic } from '../ports/traffic.ts';
import { NOBODY } from '../ports/notifier.ts';

/** What a rehearsal is played with. */
export interface Props {
  readonly startsAt: Instant;
  /** What the target carries at first. */
  readonly weight?: Weight;
  readonly ledger: Ledger;
  readonly reporter: Reporter;
  readonly metrics: (traffic: Traffic) => Metrics;
}

const WILLING: Hooks = { run: async () => ({ outcome: 'ok' }) };

/**
 * A world under a virtual clock in which everything and everybody says yes: gates are open, approvals given,
 * hooks succeed at once, and the target obeys. Only the metrics decide.
 */
export function createRehearsal({ startsAt, weight, ledger, reporter, metrics }: Props): World {
  const traffic = createMemoryTraffic(weight);
  return {
    clock: createVirtualClock(startsAt),
    traffic,
    trafficOf: () => traffic,
    metrics: metrics(traffic),
    ledger,
    reporter,
    gates: {
      evaluate: async ({ name, kind }) => ({
        gate: name,
        kind,
        outcome: 'open',
        found: 'taken as open in a simulation',
        wanted: '',
        remedy: '',
      }),
    },
    approvals: { ask: async () => ({ outcome: 'granted', by: ['simulation'] }) },
    hooks: WILLING,
    hooksOf: () => WILLING,
    notifier: NOBODY,
    runs: UNKNOWN_RUNS,
  };
}
