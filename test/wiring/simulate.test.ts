import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Plan } from '../../src/core/plan/plan.ts';
import type { Scenario } from '../../src/core/simulation/scenario.ts';
import type { PlanDocument } from '../../src/drivers/assignment.ts';
import type { Outcome } from '../../src/drivers/outcome.ts';
import { simulate } from '../../src/wiring/simulate.ts';
import { document } from '../core/plans.ts';

const FILES = [
  'demo/plans/demo.yml',
  ...readdirSync('examples')
    .filter((name) => name.endsWith('.yml'))
    .map((name) => `examples/${name}`),
];

/** Looks in a phase that are enough to tell; a whole day of them takes seconds. */
const LOOKS = 15;

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

describe('a healthy release', () => {
  it.each(FILES)(
    'keeps %s, whatever the seed',
    async (file) => {
      for (let seed = 1; seed <= 20; seed += 1) {
        const { reason, status } = await play(hasten(file), 'healthy', seed);
        expect([seed, status, reason.sentence]).toEqual([
          seed,
          'reached',
          'simulated carries all the traffic',
        ]);
      }
    },
    60_000,
  );
});

describe.each(['errors', 'flapping', 'late-errors'] as const)('a release with %s', (scenario) => {
  it.each(FILES.filter((file) => watches(hasten(file).plan, 'failures')))(
    'breaks %s',
    async (file) => {
      for (let seed = 1; seed <= 5; seed += 1) {
        const { status, state } = await play(hasten(file), scenario, seed);
        expect([seed, status, state?.weight.intended]).toEqual([seed, 'rolled-back', 0]);
      }
    },
  );
});

describe('a slow release', () => {
  it.each(FILES.filter((file) => watches(hasten(file).plan, 'latency')))(
    'breaks %s',
    async (file) => {
      for (let seed = 1; seed <= 5; seed += 1) {
        expect([seed, (await play(hasten(file), 'latency', seed)).status]).toEqual([
          seed,
          'rolled-back',
        ]);
      }
    },
  );
});

describe.each([
  ['no-traffic', 'inconclusive'],
  ['metrics-down', 'metrics-unavailable'],
] as const)('a release with %s', (scenario, code) => {
  it.each(FILES)('pauses %s', async (file) => {
    expect(await play(hasten(file), scenario)).toMatchObject({
      status: 'paused',
      reason: { code },
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
  const whole = document(readFileSync('examples/web-haproxy.yml', 'utf8'));
  const outcome = await play(whole, 'healthy');
  expect(outcome).toMatchObject({ status: 'reached', troubles: [] });
  const { started, updatedAt } = outcome.state ?? { started: { at: 0 }, updatedAt: 0 };
  const bakes = whole.plan.phases.reduce((sum, { bake }) => sum + bake, 0);
  expect(updatedAt - started.at).toBe(bakes);
}, 60_000);
