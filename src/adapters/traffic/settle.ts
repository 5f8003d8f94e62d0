import type { Weight } from '../../core/plan/plan.ts';
import { formatDuration } from '../../core/quantity/duration.ts';
import type { Duration } from '../../core/quantity/instant.ts';
import { agrees } from '../../core/traffic.ts';
import type { Clock } from '../../ports/clock.ts';
import type { TrafficResult } from '../../ports/traffic.ts';
import { failed, showWeight } from './result.ts';
import type { FailedTraffic } from './result.ts';

/** Pauses between one look and the next: five looks within 15 seconds. */
export const SETTLING: readonly Duration[] = [1_000, 2_000, 4_000, 8_000];

export interface Patience {
  readonly clock: Clock;
  readonly pauses: readonly Duration[];
}

/**
 * Reads back until the target carries what was asked for, a few times and no more: load balancers converge
 * late. Any trouble but disagreement ends it at once.
 */
export async function settle(
  wanted: Weight,
  read: () => Promise<TrafficResult>,
  patience: Patience,
): Promise<TrafficResult> {
  const seen = await lookUntil(
    async () => compare(wanted, await read()),
    (result) => !mayMendItself(result),
    patience,
  );
  return mayMendItself(seen)
    ? { ...seen, detail: `${seen.detail}${showPatience(patience)}` }
    : seen;
}

/** Weights converge late, and servers flap for a moment when they come up. */
function mayMendItself(result: TrafficResult): result is FailedTraffic {
  return (
    result.outcome === 'failed' &&
    (result.reason === 'not-verified' || result.reason === 'canary-down')
  );
}

/** Looks once, and again after each pause until it is done. Returns what was seen last. */
export async function lookUntil<T>(
  look: () => Promise<T>,
  isDone: (seen: T) => boolean,
  { clock, pauses }: Patience,
): Promise<T> {
  let seen = await look();
  for (const pause of pauses) {
    if (isDone(seen)) break;
    await clock.until(clock.now() + pause);
    seen = await look();
  }
  return seen;
}

/** ` (looked at for 15s)`, or nothing after a single look. */
export function showPatience({ pauses }: Patience): string {
  const total = pauses.reduce((sum, pause) => sum + pause, 0);
  return total > 0 ? ` (looked at for ${formatDuration(total)})` : '';
}

function compare(wanted: Weight, seen: TrafficResult): TrafficResult {
  if (seen.outcome === 'failed' || seen.weight === undefined) return seen;
  if (agrees(wanted, seen.weight)) return seen;
  const found = `asked for ${showWeight(wanted)}, but the target carries ${showWeight(seen.weight)}`;
  return failed('not-verified', `${found}: does something else set its weights too?`);
}
