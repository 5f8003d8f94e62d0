import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Plan } from '../../src/core/plan/plan.ts';
import type { Scenario } from '../../src/core/simulation/scenario.ts';
import type { PlanDocument } from '../../src/drivers/assignment.ts';
import type { Outcome } from '../../src/drivers/outcome.ts';
import { simulate } from '../../src/wiring/simulate.ts';
import { document } from '../core/plans.ts';

const FILES = ['demo/plans/demo.yml', ...readExamples()];

function readExamples(): readonly string[] {
  return [...new Set(['checkout', 'command-only', 'minimal', 'web-haproxy'])].map(
    (name) => `examples/${name}.yml`,
  );
}

/** Looks in a phase that are enough to tell; a whole day of them takes seconds. */
const LOOKS = 40;

/** The same plan in a hurry. */
function hasten(file: string): PlanDocument {
  const whole = document(readFileSync(file, 'utf8'));
  const beat = Math.max(...whole.plan.metrics.map(({ looks }) => looks.interval));
  const phases = whole.plan.phases.map((phase) => ({
    ...phase,
    bake: Math.min(phase.bake, LOOKS * beat),
  }));
  return { ...whole, plan: { ...whole.plan, phases } };
}

function play(plan: PlanDocument, scenario: Scenario, seed = 1): Promise<Outcome> {
  const startsAt = Date.UTC(2026, 0, 5, 9);
  const reporter = { tell: async () => ({ troubles: [] }) };
  return simulate({ document: plan, scenario, seed, startsAt, reporter });
}

function watches(plan: Plan, counts: 'failures' | 'latency'): boolean {
  const watched = [...plan.rollback, ...plan.phases.flatMap(({ criteria }) => criteria)];
  return plan.metrics.some(
    ({ name, shape, looks }) =>
      !looks.dryRun &&
      (counts === 'latency'
        ? shape.kind === 'latency'
        : shape.kind === 'proportion' && shape.counts === 'failures') &&
      watched.some(({ metric, action }) => metric === name && action !== 'warn'),
  );
}

describe.each(FILES)('%s', (file) => {
  const plan = hasten(file);

  it('promotes a healthy release, whatever the seed', async () => {
    for (let seed = 1; seed <= 20; seed += 1) {
      const { reason, status } = await play(plan, 'healthy', seed);
      expect([seed, status, reason.sentence]).toEqual([
        seed,
        'reached',
        'simulated carries all the traffic',
      ]);
    }
  });

  it.runIf(watches(plan.plan, 'failures'))(
    'never promotes one that fails, all the time or not',
    async () => {
      for (const scenario of ['errors', 'flapping', 'late-errors'] as const) {
        for (let seed = 1; seed <= 5; seed += 1) {
          const { status, state } = await play(plan, scenario, seed);
          expect([scenario, seed, status]).toEqual([scenario, seed, 'rolled-back']);
          expect(state?.weight.intended).toBe(0);
        }
      }
    },
  );

  it.runIf(watches(plan.plan, 'latency'))('never promotes one that is slow', async () => {
    for (let seed = 1; seed <= 5; seed += 1) {
      const { status } = await play(plan, 'latency', seed);
      expect([seed, status]).toEqual([seed, 'rolled-back']);
    }
  });

  it.each(['no-traffic', 'metrics-down'] as const)('pauses on %s', async (scenario) => {
    expect(await play(plan, scenario)).toMatchObject({
      status: 'paused',
      reason: { code: scenario === 'metrics-down' ? 'metrics-unavailable' : 'inconclusive' },
    });
  });
});

it.each([
  ['demo/plans/demo.yml', 'rolled-back'],
  ['examples/checkout.yml', 'rolled-back'],
  ['examples/command-only.yml', 'paused'],
])('a silent drop does not get past the business metric of %s', async (file, status) => {
  expect(await play(hasten(file), 'silent-drop')).toMatchObject({ status });
});

it('plays a plan at its full length', async () => {
  const whole = document(readFileSync('examples/checkout.yml', 'utf8'));
  const outcome = await play(whole, 'healthy');
  expect(outcome).toMatchObject({ status: 'reached', troubles: [] });
  const { started, updatedAt } = outcome.state ?? { started: { at: 0 }, updatedAt: 0 };
  expect(updatedAt - started.at).toBe(30 * 3_600_000);
}, 60_000);
