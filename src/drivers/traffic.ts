import type { Weight } from '../core/plan/plan.ts';
import type { Duration } from '../core/quantity/instant.ts';
import type { Event } from '../core/rollout/event.ts';
import type { Reason } from '../core/rollout/reason.ts';
import { agrees } from '../core/traffic.ts';
import type { Clock } from '../ports/clock.ts';
import type { Traffic, TrafficResult } from '../ports/traffic.ts';
import type { Deed } from './step.ts';

/** Waits between attempts to move a target: an answer that comes late is still an answer. */
const SET_WAITS: readonly Duration[] = [500, 1_000, 2_000];
const TAKE_BACK_WAITS: readonly Duration[] = [
  250, 500, 1_000, 2_000, 4_000, 8_000, 15_000, 30_000, 60_000,
];

export interface Movable {
  readonly traffic: Traffic;
  readonly clock: Clock;
}

/** Whether all traffic is where a rollout may begin. */
export async function inspectTarget({ traffic, clock }: Movable): Promise<Deed> {
  const reading = await traffic.readWeight();
  return { events: [], session: { inspection: judge(reading), targetSeenAt: clock.now() } };
}

function judge(reading: TrafficResult): 'at-stable' | Reason {
  if (reading.outcome === 'failed') {
    const sentence = `the target cannot be read: ${reading.detail}`;
    return { code: 'target-unavailable', sentence };
  }
  if (reading.weight === undefined || agrees(0, reading.weight)) return 'at-stable';
  const sentence = `the target already sends ${reading.weight}% to the canary: bring it back to stable before a release`;
  return { code: 'target-not-at-stable', sentence };
}

/**
 * Sets a weight, insisting for a few seconds; no longer once somebody else has written to the ledger, who may
 * have taken the traffic back meanwhile: then it is decided anew.
 */
export async function setWeight(
  weight: Weight,
  world: Movable,
  isBehind: () => Promise<boolean>,
): Promise<Deed> {
  let isGivenUp = false;
  const result = await insist(world, weight, SET_WAITS, async () => {
    isGivenUp = await isBehind();
    return isGivenUp;
  });
  if (isGivenUp) return { events: [] };
  const at = world.clock.now();
  const event: Event =
    result.outcome === 'ok'
      ? { type: 'weight-set', at, weight, verified: result.weight !== undefined }
      : { type: 'weight-failed', at, weight, detail: result.detail };
  return { events: [event], session: { targetSeenAt: at } };
}

/** Takes all traffic back, insisting for two minutes. */
export async function takeBack(world: Movable): Promise<Deed> {
  const result = await correctWeight(0, world);
  const at = world.clock.now();
  const event: Event =
    result.outcome === 'ok'
      ? { type: 'rolled-back', at, verified: result.weight !== undefined }
      : { type: 'rollback-failed', at, detail: result.detail };
  return { events: [event], session: { targetSeenAt: at, tookBack: true } };
}

/** Sets what the target must carry by now, insisting for seconds; for two minutes where that is all on stable. */
export async function correctWeight(weight: Weight, world: Movable): Promise<TrafficResult> {
  return insist(world, weight, weight === 0 ? TAKE_BACK_WAITS : SET_WAITS, async () => false);
}

/** The target's last answer; no further attempt is made once it `isUnwanted`. */
async function insist(
  { traffic, clock }: Movable,
  weight: Weight,
  waits: readonly Duration[],
  isUnwanted: () => Promise<boolean>,
): Promise<TrafficResult> {
  let result = await traffic.setWeight(weight, isUnwanted);
  for (const wait of waits) {
    if (result.outcome === 'ok') break;
    await clock.until(clock.now() + wait);
    if (await isUnwanted()) break;
    result = await traffic.setWeight(weight, isUnwanted);
  }
  return result;
}
