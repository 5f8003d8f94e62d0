import type { Weight } from '../../core/plan/plan.ts';
import type { StableSide, Traffic, TrafficFailure, TrafficResult } from '../../ports/traffic.ts';

export type FailedTraffic = Extract<TrafficResult, { outcome: 'failed' }>;

export function failed(reason: TrafficFailure, detail: string): FailedTraffic {
  return { outcome: 'failed', reason, detail };
}

/** Traffic that cannot be moved or read at all, because what the plan says of the target makes no sense. */
export function createRefusingTraffic(detail: string): Traffic & StableSide {
  const refuse = () => Promise.resolve(failed('refused', detail));
  return { readWeight: refuse, setWeight: refuse, checkStable: refuse };
}

/** Why a weight cannot be asked for, or undefined when it can: 0 to 100. */
export function refuseWeight(weight: Weight): FailedTraffic | undefined {
  if (weight >= 0 && weight <= 100) return undefined;
  return failed('refused', `${weight}% is no share of the traffic: ask for 0% to 100%`);
}

/** `5%`, `12.5%`, `0.39%`: at most two decimals. */
export function showWeight(weight: Weight): string {
  return `${Math.round(weight * 100) / 100}%`;
}
