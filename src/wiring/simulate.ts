import { createMemoryLedger } from '../adapters/ledger/memory/ledger.ts';
import type { Plan } from '../core/plan/plan.ts';
import type { Instant } from '../core/quantity/instant.ts';
import { createRandom } from '../core/simulation/random.ts';
import type { Scenario } from '../core/simulation/scenario.ts';
import { designService, observe } from '../core/simulation/service.ts';
import type { Assignment, PlanDocument } from '../drivers/assignment.ts';
import { drive } from '../drivers/drive.ts';
import type { Outcome } from '../drivers/outcome.ts';
import type { World } from '../drivers/world.ts';
import type { Metrics } from '../ports/metrics.ts';
import type { Reporter } from '../ports/reporter.ts';
import type { Traffic } from '../ports/traffic.ts';
import { createRehearsal } from './rehearsal.ts';

/** What to simulate. */
export interface Simulation {
  readonly document: PlanDocument;
  readonly scenario: Scenario;
  readonly seed: number;
  readonly startsAt: Instant;
  readonly reporter: Reporter;
  /** Who and what is to take part instead of the willing. */
  readonly cast?: Partial<Pick<World, 'gates' | 'approvals' | 'hooks' | 'ledger'>>;
  /** Who releases what; an invented run and version otherwise. */
  readonly staging?: Partial<Pick<Assignment, 'run' | 'release'>>;
}

/**
 * Runs a whole rollout under a virtual clock against an invented service: the same machine, judge and ledger
 * as in earnest, a day in no time. Gates are open, approvals given and hooks succeed at once.
 */
export async function simulate(simulation: Simulation): Promise<Outcome> {
  const { document, startsAt, reporter, cast, staging } = simulation;
  return drive(
    {
      ...createRehearsal({
        startsAt,
        reporter,
        ledger: createMemoryLedger(),
        metrics: (traffic) => createSimulatedMetrics(document.plan, simulation, traffic),
      }),
      ...cast,
    },
    {
      goal: { kind: 'promotion', phasesMustHavePassed: false },
      run: { id: 'simulation', attempt: 1, actor: 'simulation' },
      release: { version: 'simulated' },
      document,
      mode: 'job',
      ...staging,
    },
  );
}

function createSimulatedMetrics(
  plan: Plan,
  { scenario, seed, startsAt }: Simulation,
  traffic: Traffic,
): Metrics {
  const service = designService(plan);
  const random = createRandom(seed);
  return {
    async measure({ metric, interval }) {
      const reading = await traffic.readWeight();
      const weight = reading.outcome === 'ok' ? (reading.weight ?? 0) : 0;
      const glance = { scenario, startedAt: startsAt, weight, interval };
      const arms = observe(service, metric, glance, random);
      return { measurement: { metric: metric.name, ...interval, ...arms } };
    },
  };
}
