import { describe, expect, it } from 'vitest';
import { createVirtualClock } from '../../../src/adapters/clock/virtual.ts';
import { failed } from '../../../src/adapters/traffic/result.ts';
import { settle } from '../../../src/adapters/traffic/settle.ts';
import type { TrafficResult } from '../../../src/ports/traffic.ts';

/** Answers one after the other; the last again and again. */
function readings(...weights: readonly (number | TrafficResult)[]) {
  const left = weights.map((weight) =>
    typeof weight === 'number' ? ({ outcome: 'ok', weight } as const) : weight,
  );
  let reads = 0;
  return {
    read: () => {
      reads += 1;
      const next = left.length > 1 ? left.shift() : left[0];
      return Promise.resolve(next ?? failed('malformed', 'no reading'));
    },
    count: () => reads,
  };
}

describe('reading back', () => {
  it('does not wait when the first look agrees', async () => {
    const clock = createVirtualClock(0);
    const { read, count } = readings(25);
    expect(await settle(25, read, { clock, pauses: [1_000] })).toEqual({
      outcome: 'ok',
      weight: 25,
    });
    expect([count(), clock.now()]).toEqual([1, 0]);
  });

  it('waits for a target that converges late, with growing pauses', async () => {
    const clock = createVirtualClock(0);
    const { read, count } = readings(5, failed('canary-down', 'canary DOWN'), 25);
    const result = await settle(25, read, { clock, pauses: [1_000, 2_000, 4_000] });
    expect(result).toEqual({ outcome: 'ok', weight: 25 });
    expect([count(), clock.now()]).toEqual([3, 3_000]);
  });

  it('gives up after the last pause, and says both weights and how long it looked', async () => {
    const clock = createVirtualClock(0);
    const { read, count } = readings(5);
    const result = await settle(25, read, { clock, pauses: [1_000, 2_000] });
    expect(result).toEqual(
      failed(
        'not-verified',
        'asked for 25%, but the target carries 5%: does something else set its weights too? (looked at for 3s)',
      ),
    );
    expect(count()).toBe(3);
  });

  it('does not try again where trying again cannot help', async () => {
    const { read, count } = readings(failed('unreachable', 'gone'));
    const clock = createVirtualClock(0);
    expect(await settle(25, read, { clock, pauses: [1_000] })).toEqual(
      failed('unreachable', 'gone'),
    );
    expect([count(), clock.now()]).toEqual([1, 0]);
  });

  it('takes a target that cannot be read at its word, and says that it is one', async () => {
    const { read } = readings({ outcome: 'ok', weight: undefined });
    const clock = createVirtualClock(0);
    expect(await settle(25, read, { clock, pauses: [] })).toEqual({
      outcome: 'ok',
      weight: undefined,
    });
  });
});
