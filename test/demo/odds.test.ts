import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { SCENARIOS, type ScenarioName } from '../../demo/scenario.ts';
import { createRandom } from '../../src/core/simulation/random.ts';
import { createVirtualClock } from '../../src/adapters/clock/virtual.ts';
import { createMemoryLedger } from '../../src/adapters/ledger/memory/ledger.ts';
import { UNKNOWN_RUNS } from '../../src/adapters/runs/unknown.ts';
import { createMemoryTraffic } from '../../src/adapters/traffic/memory/traffic.ts';
import { parsePlan } from '../../src/core/plan/parse.ts';
import type { PlanDocument } from '../../src/drivers/assignment.ts';
import { drive } from '../../src/drivers/drive.ts';
import type { World } from '../../src/drivers/world.ts';
import { createCrowd } from './crowd.ts';
import { NOBODY } from '../../src/ports/notifier.ts';

const NOON = Date.UTC(2026, 10, 22, 12);

function readPlan(name: string): PlanDocument {
  const file = new URL(`../../demo/plans/${name}`, import.meta.url);
  const text = readFileSync(file, 'utf8');
  const { plan, problems } = parsePlan(text, name);
  expect(problems).toEqual([]);
  if (plan === undefined) throw new Error(`${name} holds no plan`);
  return { plan, text, digest: 'd'.repeat(64) };
}

/** Plays one rollout of a plan against drawn visitors; says how it ended, and in which phase. */
async function play(document: PlanDocument, name: ScenarioName, seed: number): Promise<string> {
  const traffic = createMemoryTraffic();
  const random = createRandom(seed);
  const { behaviour, canaryInRotation } = SCENARIOS[name];
  const weight = () => (canaryInRotation ? (traffic.history.at(-1) ?? 0) : 0);
  const world: World = {
    // Somewhere in the flapping version's eight seconds.
    clock: createVirtualClock(NOON + Math.floor(random() * 8_000)),
    traffic,
    trafficOf: () => traffic,
    metrics: createCrowd({ behaviour, weight, random }),
    ledger: createMemoryLedger(),
    gates: { evaluate: () => Promise.reject(new Error('the plan has no gates')) },
    hooks: { run: () => Promise.reject(new Error('the plan has no hooks')) },
    hooksOf: () => world.hooks,
    approvals: { ask: () => Promise.reject(new Error('the plan asks nobody')) },
    reporter: { tell: () => Promise.resolve({ troubles: [] }) },
    notifier: NOBODY,
    runs: UNKNOWN_RUNS,
  };
  const { status, state } = await drive(world, {
    goal: { kind: 'promotion', phasesMustHavePassed: false },
    run: { id: String(seed), attempt: 1, actor: 'the test' },
    release: { version: 'v2' },
    document,
    mode: 'job',
  });
  return status === 'reached' ? 'promoted' : `${status} in ${(state?.current ?? 0) + 1}`;
}

async function playOften(plan: string, name: ScenarioName, times: number): Promise<unknown> {
  const document = readPlan(plan);
  const endings: Record<string, number> = {};
  for (let seed = 1; seed <= times; seed += 1) {
    const ending = await play(document, name, seed);
    endings[ending] = (endings[ending] ?? 0) + 1;
  }
  return endings;
}

describe.each(['demo.yml', 'demo-real.yml'])('%s, whatever the dice', (plan) => {
  test.each([
    { name: 'healthy', times: 30, ending: 'promoted' },
    { name: 'errors', times: 30, ending: 'rolled-back in 1' },
    { name: 'latency', times: 30, ending: 'rolled-back in 1' },
    { name: 'flapping', times: 30, ending: 'rolled-back in 1' },
    { name: 'silent-drop', times: 30, ending: 'rolled-back in 2' },
    { name: 'no-traffic', times: 3, ending: 'paused in 1' },
  ] as const)('$name: $ending', async ({ name, times, ending }) => {
    expect(await playOften(plan, name, times)).toEqual({ [ending]: times });
  });
});
