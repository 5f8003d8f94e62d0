import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createVirtualClock } from '../../src/adapters/clock/virtual.ts';
import { createTraffic } from '../../src/adapters/traffic/traffic.ts';
import type { HAProxyTarget } from '../../src/core/plan/plan.ts';
import { describeTraffic, expectOneLine } from '../adapters/traffic/contract.ts';
import { startBackend, type Backend } from './harness/backend.ts';
import { startHAProxy, type HAProxy } from './harness/haproxy.ts';
import { startLoad } from './harness/load.ts';

function openTraffic(socket: string, change: Partial<HAProxyTarget> = {}) {
  const target: HAProxyTarget = {
    kind: 'haproxy',
    socket,
    backend: 'shop',
    stable: 'v1',
    canary: 'v2',
    afterPromotion: 'canary',
    timeout: 5_000,
    ...change,
  };
  return createTraffic(target, { environment: {}, clock: createVirtualClock(0) });
}

function startShop(stablePort: number, canaryPort: number): Promise<HAProxy> {
  return startHAProxy({
    backend: 'shop',
    servers: [
      { name: 'v1', port: stablePort, weight: 100 },
      { name: 'v2', port: canaryPort, weight: 0 },
    ],
  });
}

describe.each(['runtimeAddress', 'runtimeSocket'] as const)('by its %s', (where) => {
  describeTraffic('the real HAProxy', async () => {
    const proxy = await startShop(9, 9);
    return {
      traffic: openTraffic(proxy[where]),
      fell: () => proxy.command('set server shop/v1 state maint'),
      async drift(weight) {
        await proxy.command(`set server shop/v1 weight ${100 - weight}`);
        await proxy.command(`set server shop/v2 weight ${weight}`);
      },
      vanish: () => proxy.close(),
      close: () => proxy.close(),
    };
  });
});

describe('the real HAProxy', () => {
  let stable: Backend;
  let canary: Backend;
  let proxy: HAProxy;
  beforeEach(async () => {
    stable = await startBackend({ name: 'v1' });
    canary = await startBackend({ name: 'v2' });
    proxy = await startShop(stable.port, canary.port);
  });
  afterEach(() => Promise.all([proxy.close(), stable.close(), canary.close()]));

  it.each([5, 12.5, 50, 100])('serves %d percent from the canary', async (weight) => {
    await openTraffic(proxy.runtimeAddress).setWeight(weight);
    const load = startLoad({ url: proxy.url, requestsPerSecond: 400, maxRequests: 1_000 });
    const tally = await load.answered(800);
    load.close();
    expect((100 * (tally.byVersion['v2'] ?? 0)) / tally.answered).toBeCloseTo(weight, 0);
  });

  it('drops no request while the traffic goes back and forth', async () => {
    const traffic = openTraffic(proxy.runtimeAddress);
    const load = startLoad({ url: proxy.url, requestsPerSecond: 400 });
    for (const weight of [100, 0, 50, 12.5, 100, 5, 0]) {
      expect(await traffic.setWeight(weight)).toEqual({ outcome: 'ok', weight });
    }
    const tally = await load.answered(200);
    load.close();
    expect([Object.keys(tally.byStatus), tally.broken]).toEqual([['200'], 0]);
  });

  it('notices that a reload lost the weights, and sets them again', async () => {
    const traffic = openTraffic(proxy.runtimeAddress);
    await traffic.setWeight(50);
    await proxy.reload();
    expect(await traffic.readWeight()).toEqual({ outcome: 'ok', weight: 0 });
    expect(await traffic.setWeight(50)).toEqual({ outcome: 'ok', weight: 50 });
    expect(await proxy.weightOf('v2')).toBe(50);
  });

  it.each(['maint', 'drain'])('moves nothing to a canary in state %s', async (state) => {
    await proxy.command(`set server shop/v2 state ${state}`);
    const result = await openTraffic(proxy.runtimeAddress).setWeight(100);
    expect(result).toMatchObject({ outcome: 'failed', reason: 'canary-down' });
    expectOneLine(result);
    expect(await proxy.weightOf('v1')).toBe(100);
  });

  it('does not call it a share when the canary went away under traffic', async () => {
    const traffic = openTraffic(proxy.runtimeAddress);
    await traffic.setWeight(50);
    await proxy.command('set server shop/v2 state maint');
    const result = await traffic.readWeight();
    expect(result).toMatchObject({ outcome: 'failed', reason: 'canary-down' });
    expect(result).toHaveProperty('detail', expect.stringContaining('v2, which is MAINT'));
  });

  it.each([
    [{ backend: 'store' }, /No such backend/],
    [{ canary: 'v9' }, /No such server/],
  ])('says what HAProxy says of %o', async (change, words) => {
    const result = await openTraffic(proxy.runtimeAddress, change).readWeight();
    expect(result).toMatchObject({ outcome: 'failed', reason: 'refused' });
    expect(result).toHaveProperty('detail', expect.stringMatching(words));
  });

  it('is not mistaken for its own traffic port', async () => {
    const entry = new URL(proxy.url).host;
    const result = await openTraffic(entry, { timeout: 1_000 }).readWeight();
    expect(result).toMatchObject({ outcome: 'failed', reason: 'malformed' });
    expectOneLine(result);
  });
});
