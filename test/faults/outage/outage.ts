import { setTimeout as sleep } from 'node:timers/promises';
import type { Plan } from '../../../src/core/plan/plan.ts';
import { readHistory } from '../audit/history.ts';
import { auditLedger } from '../audit/ledger.ts';
import { auditPlaces, auditTraffic, readState } from '../audit/world.ts';
import { runStep } from '../product/step.ts';
import type { Victim } from '../product/victim.ts';
import { runJob } from '../product/workflow.ts';
import { type Effect, type Fate, type Fault, PASS } from '../tap.ts';
import type { Memory, World } from '../world/world.ts';

/** The plan's interval here, in milliseconds: the longest a breach may last, GitHub or no GitHub. */
export const INTERVAL = 5_000;

/** GitHub fails from the first bake on, in which the canary proves ill. */
export interface Outage {
  readonly id: string;
  readonly about: string;
  readonly fault: Fault;
  /** Who makes the record true when GitHub is back: the process that went back, or the run's `rollback` job. */
  readonly mender: 'the same process' | 'the next job';
}

const FAULTS: readonly (readonly [string, Fault])[] = [
  ['answers 500', { kind: 'status', status: 500 }],
  ['resets every connection', { kind: 'reset' }],
  ['is silent', { kind: 'silence' }],
];

export const OUTAGES: readonly Outage[] = FAULTS.flatMap(([words, fault], index) =>
  (['the same process', 'the next job'] as const).map((mender, at) => ({
    id: `outage-${2 * index + at + 1}`,
    about: `GitHub ${words}; ${mender} makes the record true`,
    fault,
    mender,
  })),
);

export interface OutageResult {
  readonly outage: Outage;
  readonly problems: readonly string[];
  /** From the look that proved the breach to all traffic on stable, in milliseconds. */
  readonly took: number;
  readonly log: string;
}

/** How long GitHub stays away once the traffic is back. */
const ABSENCE = 2_000;

export async function suffer(
  outage: Outage,
  world: World,
  fresh: Memory,
  plan: Plan,
): Promise<OutageResult> {
  world.restore(fresh);
  await runJob(world, 'gates', { attempt: 1, decide: () => PASS });
  world.health = 'ill';
  let isAway = false;
  let breachAt = 0;
  let victim: Victim | undefined;
  const decide = ({ kind }: Effect): Fate => {
    if (kind === 'metric query') {
      isAway ||= breachAt === 0;
      breachAt = Date.now();
    }
    const isGitHub = kind === 'ledger write' || kind === 'GitHub request';
    return isAway && isGitHub ? { kind: 'fault', fault: outage.fault } : PASS;
  };
  const running = runStep(world, { action: 'canary-step', inputs: { phase: '1' } }, 1, decide, {
    started: (process) => void (victim = process),
  });
  await waitUntil(() => breachAt > 0 && world.haproxy.share() === 0, 60_000);
  const took = Date.now() - breachAt;
  if (outage.mender === 'the next job') await victim?.kill();
  await sleep(ABSENCE);
  isAway = false;
  const { log } = await running;
  const problems = outage.mender === 'the next job' ? await mend(world) : [];
  const state = readState(world);
  return {
    outage,
    took,
    log,
    problems: [
      ...problems,
      ...(took > INTERVAL ? [`traffic was back after ${took} ms`] : []),
      ...(state?.status === 'rolled-back' ? [] : [`the ledger says ${state?.status}`]),
      ...auditTraffic(world.haproxy.share(), state),
      ...auditLedger(readHistory(world.repository()), plan),
      ...auditPlaces(world, state),
    ],
  };
}

async function mend(world: World): Promise<readonly string[]> {
  const { ok, steps } = await runJob(world, 'rollback', { attempt: 1, decide: () => PASS });
  return ok ? [] : [`the rollback job failed: ${steps.at(-1)?.log}`];
}

async function waitUntil(isSo: () => boolean, longest: number): Promise<void> {
  const end = Date.now() + longest;
  while (!isSo() && Date.now() < end) await sleep(10);
}
