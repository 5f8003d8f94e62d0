import { createRandom } from '../core/simulation/random.ts';
import { type Scenario, simulateReading } from '../core/simulation/scenario.ts';
import type { Instant } from '../core/quantity/instant.ts';
import type { Metrics } from '../ports/metrics.ts';
import type { Reporter } from '../ports/reporter.ts';
import type { Traffic } from '../ports/traffic.ts';
import { createVirtualClock } from '../adapters/clock/virtual.ts';
import { createMemoryLedger } from '../adapters/ledger/memory/ledger.ts';
import { createMemoryTraffic } from '../adapters/traffic/memory/traffic.ts';
import type { PlanDocument } from './assignment.ts';
import { drive } from './drive.ts';
import type { Outcome } from './outcome.ts';

/** What to simulate. */
export interface Simulation {
  readonly document: PlanDocument;
  readonly scenario: Scenario;
  readonly seed: number;
  readonly startsAt: Instant;
  readonly reporter: Reporter;
}

/**
 * Runs a whole rollout under a virtual clock against an invented service: the same machine, judge and ledger
 * as in earnest, a day in milliseconds. Gates are open, approvals given and hooks succeed at once.
 */
export async function simulate(simulation: Simulation): Promise<Outcome> {
  const { document, scenario, seed, startsAt, reporter } = simulation;
  const clock = createVirtualClock(startsAt);
  const traffic = createMemoryTraffic();
  const metrics = simulateMetrics(scenario, seed, startsAt, traffic);
  return drive(
    {
      clock,
      traffic,
      metrics,
      reporter,
      ledger: createMemoryLedger(),
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
      hooks: { run: async () => ({ outcome: 'ok' }) },
    },
    {
      goal: { kind: 'promotion', phasesMustHavePassed: false },
      run: { id: 'simulation', attempt: 1, actor: 'simulation' },
      release: { version: 'simulated' },
      document,
      mode: 'job',
    },
  );
}

function simulateMetrics(
  scenario: Scenario,
  seed: number,
  startsAt: Instant,
  traffic: Traffic,
): Metrics {
  const random = createRandom(seed);
  return {
    async measure({ metric, interval }) {
      const reading = await traffic.readWeight();
      const weight = reading.outcome === 'ok' ? (reading.weight ?? 0) : 0;
      const moment = { elapsed: interval.to - startsAt, weight };
      const seconds = (interval.to - interval.from) / 1000;
      const [canary, baseline] = (['canary', 'baseline'] as const).map((arm) =>
        simulateReading(scenario, arm, metric.shape, seconds, moment, random),
      );
      if (!canary || !baseline) throw new Error('both arms are simulated');
      return { measurement: { metric: metric.name, ...interval, canary, baseline } };
    },
  };
}
