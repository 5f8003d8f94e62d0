import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createSystemClock } from '../../../src/adapters/clock/system.ts';
import { createVirtualClock } from '../../../src/adapters/clock/virtual.ts';

const DAY = 86_400_000;

/** Whether the wait is over, looked at without waiting for it. */
function watch(wait: Promise<void>): { over: boolean } {
  const state = { over: false };
  void wait.then(() => (state.over = true));
  return state;
}

describe('the system clock', () => {
  beforeEach(() => void vi.useFakeTimers({ now: 1_000_000 }));
  afterEach(() => void vi.useRealTimers());

  it('tells the wall time', () => {
    expect(createSystemClock().now()).toBe(1_000_000);
  });

  it.each([0, 999_999, 1_000_000])('does not wait for %i, which is not ahead', async (instant) => {
    await createSystemClock().until(instant);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('waits until the instant and not a millisecond less', async () => {
    const wait = watch(createSystemClock().until(1_000_000 + 61_000));
    await vi.advanceTimersByTimeAsync(60_999);
    expect(wait.over).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(wait.over).toBe(true);
  });

  it('waits longer than one timer can (24.8 days)', async () => {
    const wait = watch(createSystemClock().until(1_000_000 + 25 * DAY));
    await vi.advanceTimersByTimeAsync(25 * DAY - 1);
    expect(wait.over).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(wait.over).toBe(true);
  });

  it('notices within half a minute that the machine slept past the instant', async () => {
    const wait = watch(createSystemClock().until(1_000_000 + DAY));
    await vi.advanceTimersByTimeAsync(1_000);
    vi.setSystemTime(1_000_000 + 2 * DAY);
    await vi.advanceTimersByTimeAsync(30_000);
    expect(wait.over).toBe(true);
  });

  it('stops at once when told to, and leaves nothing behind', async () => {
    const stop = new AbortController();
    const wait = watch(createSystemClock().until(1_000_000 + DAY, stop.signal));
    await vi.advanceTimersByTimeAsync(10);
    stop.abort();
    await vi.advanceTimersByTimeAsync(0);
    expect(wait.over).toBe(true);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('does not begin to wait when already stopped', async () => {
    await createSystemClock().until(1_000_000 + DAY, AbortSignal.abort());
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('the virtual clock', () => {
  it('is at once where somebody waits for', async () => {
    const clock = createVirtualClock(5);
    expect(clock.now()).toBe(5);
    await clock.until(5 + DAY);
    expect(clock.now()).toBe(5 + DAY);
  });

  it('never goes back', async () => {
    const clock = createVirtualClock(100);
    await clock.until(50);
    expect(clock.now()).toBe(100);
  });

  it('stands still when the wait was stopped before it began', async () => {
    const clock = createVirtualClock(100);
    await clock.until(200, AbortSignal.abort());
    expect(clock.now()).toBe(100);
  });
});
