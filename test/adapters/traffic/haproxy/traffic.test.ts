import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createVirtualClock } from '../../../../src/adapters/clock/virtual.ts';
import { createTraffic } from '../../../../src/adapters/traffic/traffic.ts';
import type { HAProxyTarget } from '../../../../src/core/plan/plan.ts';
import { describeLyingTarget, describeTraffic, expectOneLine } from '../contract.ts';
import { startRuntimeApi } from './runtime-api.ts';
import type { FakeRuntimeApi, FakeServer } from './runtime-api.ts';

function twoServers() {
  return {
    v1: { weight: 100, initial: 100, status: 'UP' },
    v2: { weight: 0, initial: 0, status: 'UP' },
  };
}

function targetAt(socket: string, change: Partial<HAProxyTarget> = {}): HAProxyTarget {
  return {
    kind: 'haproxy',
    socket,
    backend: 'shop',
    stable: 'v1',
    canary: 'v2',
    afterPromotion: 'canary',
    timeout: 5_000,
    ...change,
  };
}

function trafficAt(socket: string, change: Partial<HAProxyTarget> = {}) {
  const clock = createVirtualClock(0);
  return { clock, traffic: createTraffic(targetAt(socket, change), { environment: {}, clock }) };
}

describeTraffic('haproxy, by a fake runtime API', async () => {
  const api = await startRuntimeApi(twoServers());
  return {
    traffic: trafficAt(api.address).traffic,
    fell: () => Object.assign(api.servers['v1'] ?? {}, { status: 'DOWN 1/2' }),
    drift(weight) {
      Object.assign(api.servers['v1'] ?? {}, { weight: 100 - weight });
      Object.assign(api.servers['v2'] ?? {}, { weight });
    },
    vanish: api.close,
    close: api.close,
  };
});

describeLyingTarget('haproxy', async () => {
  const api = await startRuntimeApi(twoServers());
  api.answer = (command) => (command.startsWith('set server') ? '\n' : undefined);
  return { traffic: trafficAt(api.address).traffic, close: api.close };
});

describe('traffic: haproxy', () => {
  let api: FakeRuntimeApi;
  beforeEach(async () => {
    api = await startRuntimeApi(twoServers());
  });
  afterEach(() => api.close());

  const sets = () => api.commands.filter((command) => command.startsWith('set server'));
  const weights = () => [api.servers['v1']?.weight, api.servers['v2']?.weight];
  /** The canary is down, and up at the third look at it. */
  const comeUpLate = () => {
    let looks = 0;
    Object.assign(api.servers['v2'] ?? {}, { status: 'DOWN 1/2' });
    api.answer = (command) => {
      if (command.startsWith('show stat') && ++looks === 3) {
        Object.assign(api.servers['v2'] ?? {}, { status: 'UP' });
      }
      return undefined;
    };
  };

  it('sets absolute weights of both servers, never relative ones', async () => {
    await trafficAt(api.address).traffic.setWeight(5);
    expect(sets()).toEqual(['set server shop/v1 weight 95', 'set server shop/v2 weight 5']);
  });

  it.each([
    ['up from nothing', 0, 5],
    ['up a step', 25, 50],
    ['to a fraction', 5, 12.5],
    ['all the way at once', 0, 100],
    ['back a step', 50, 25],
    ['back at once', 100, 0],
  ])(
    'never leaves both servers without weight, nor gives the canary more than either: %s',
    async (_, from, to) => {
      Object.assign(api.servers, {
        v1: { weight: 100 - from, initial: 100, status: 'UP' },
        v2: { weight: from, initial: 0, status: 'UP' },
      });
      const between: number[] = [];
      api.answer = (command) => {
        const [stable = 0, canary = 0] = weights();
        if (command.startsWith('set server') || command.startsWith('get weight')) {
          between.push((100 * canary) / (stable + canary));
        }
        return undefined;
      };
      await trafficAt(api.address).traffic.setWeight(to);
      expect(between.length).toBeGreaterThan(4);
      for (const share of between) {
        expect(share).toBeLessThanOrEqual(Math.max(from, to));
      }
    },
  );

  it('sees that a reload lost the weights, and sets them again', async () => {
    const { traffic } = trafficAt(api.address);
    await traffic.setWeight(50);
    Object.assign(api.servers, twoServers());
    expect(await traffic.readWeight()).toEqual({ outcome: 'ok', weight: 0 });
    expect(await traffic.setWeight(50)).toEqual({ outcome: 'ok', weight: 50 });
  });

  it('speaks over a unix socket too', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'sluice-haproxy-'));
    const local = await startRuntimeApi(twoServers(), { path: join(folder, 'api.sock') });
    expect(await trafficAt(local.address).traffic.setWeight(5)).toEqual({
      outcome: 'ok',
      weight: 5,
    });
    await local.close();
    await rm(folder, { recursive: true });
  });

  it.each(['DOWN', 'DOWN 1/2', 'MAINT', 'MAINT (resolution)', 'DRAIN', 'NOLB'])(
    'moves no weight to a canary that is %s',
    async (status) => {
      Object.assign(api.servers['v2'] ?? {}, { status });
      const { traffic, clock } = trafficAt(api.address);
      const result = await traffic.setWeight(100);
      expect(result).toMatchObject({ outcome: 'failed', reason: 'canary-down' });
      expect(result).toHaveProperty('detail', expect.stringContaining(`v2 ${status}`));
      expectOneLine(result);
      expect([sets(), clock.now()]).toEqual([[], 15_000]);
    },
  );

  it.each([
    ['is asked after the wait whether it still may, and moves nothing', true, []],
    ['moves what is still wanted', false, [95, 5]],
  ])('a canary that comes up late %s', async (_, isUnwanted, moved) => {
    comeUpLate();
    const result = await trafficAt(api.address).traffic.setWeight(5, async () => isUnwanted);
    expect(result.outcome).toBe(isUnwanted ? 'failed' : 'ok');
    if (isUnwanted) expectOneLine(result);
    expect(sets()).toHaveLength(moved.length);
    expect(weights()).toEqual(isUnwanted ? [100, 0] : moved);
  });

  it('asks nobody where it need not wait', async () => {
    const ask = () => Promise.reject(new Error('nobody needs to know'));
    expect(await trafficAt(api.address).traffic.setWeight(5, ask)).toMatchObject({ weight: 5 });
  });

  it('gives a canary that has just started the time to come up', async () => {
    comeUpLate();
    const { traffic, clock } = trafficAt(api.address);
    expect(await traffic.setWeight(5)).toEqual({ outcome: 'ok', weight: 5 });
    expect(clock.now()).toBe(3_000);
  });

  it('takes traffic back from a canary that is down', async () => {
    const { traffic } = trafficAt(api.address);
    await traffic.setWeight(50);
    Object.assign(api.servers['v2'] ?? {}, { status: 'DOWN' });
    expect(await traffic.setWeight(0)).toEqual({ outcome: 'ok', weight: 0 });
    expect(weights()).toEqual([100, 0]);
  });

  it.each([
    ['went down', 50, { status: 'DOWN' }, /nothing to v2, which is DOWN with weight 50/],
    ['went down under all the traffic', 100, { status: 'DOWN 1/2' }, /v2, which is DOWN 1\/2/],
    ['was drained', 50, { status: 'DRAIN' }, /set server shop\/v2 state ready/],
  ])('tells that a canary %s', async (_, weight, change, words) => {
    const { traffic } = trafficAt(api.address);
    await traffic.setWeight(weight);
    Object.assign(api.servers['v2'] ?? {}, change);
    const result = await traffic.readWeight();
    expect(result).toMatchObject({ outcome: 'failed', reason: 'canary-down' });
    expect(result).toHaveProperty('detail', expect.stringMatching(words));
    expectOneLine(result);
  });

  it('does not blame the canary alone when stable is down as well', async () => {
    const { traffic } = trafficAt(api.address);
    await traffic.setWeight(100);
    for (const name of ['v1', 'v2']) Object.assign(api.servers[name] ?? {}, { status: 'DOWN' });
    expect(await traffic.readWeight()).toMatchObject({ outcome: 'failed', reason: 'not-verified' });
  });

  it.each<[string, number, string, Partial<FakeServer>, RegExp]>([
    ['a stable server that is down', 0, 'v1', { status: 'DOWN' }, /nothing to v1, which is DOWN/],
    ['a backup server', 50, 'v2', { backup: true }, /v2 as a backup/],
    ['nobody with a weight', 0, 'v1', { weight: 0 }, /nobody serves/],
    [
      'a third server',
      50,
      'v3',
      { weight: 10, initial: 10, status: 'UP' },
      /also sends traffic to v3 \(weight 10\)/,
    ],
  ])('does not call it a share with %s', async (_, weight, name, change, words) => {
    const { traffic } = trafficAt(api.address);
    await traffic.setWeight(weight);
    const before = api.servers[name] ?? { weight: 0, initial: 0, status: 'UP' };
    api.servers[name] = { ...before, ...change };
    const result = await traffic.readWeight();
    expect(result).toMatchObject({ outcome: 'failed', reason: 'not-verified' });
    expect(result).toHaveProperty('detail', expect.stringMatching(words));
    expectOneLine(result);
  });

  it.each([
    ['no weight', { weight: 0, initial: 10, status: 'UP' }],
    ['in maintenance', { weight: 10, initial: 10, status: 'MAINT' }],
    ['a backup', { weight: 10, initial: 10, status: 'UP', backup: true }],
  ])('does not mind a third server that is %s', async (_, server) => {
    api.servers['v3'] = server;
    expect(await trafficAt(api.address).traffic.setWeight(5)).toEqual({ outcome: 'ok', weight: 5 });
  });

  it('believes a server without health checks', async () => {
    Object.assign(api.servers['v2'] ?? {}, { status: 'no check' });
    expect(await trafficAt(api.address).traffic.setWeight(5)).toEqual({ outcome: 'ok', weight: 5 });
  });

  it.each([
    ['a backend it does not have', { backend: 'store' }, /No such backend.*`backend` section/],
    ['a server it does not have', { canary: 'v9' }, /No such server.*`server` of that backend/],
  ])('passes on what HAProxy says about %s', async (_, change, words) => {
    const result = await trafficAt(api.address, change).traffic.setWeight(5);
    expect(result).toMatchObject({ outcome: 'failed', reason: 'refused' });
    expect(result).toHaveProperty('detail', expect.stringMatching(words));
    expect(sets()).toEqual([]);
  });

  it.each([
    ['Permission denied\n\n', 'refused', /level admin/],
    [
      "Backend is using a static LB algorithm and only accepts weights '0%' and '100%'.\n\n",
      'refused',
      /roundrobin/,
    ],
    ['Something quite else\n\n', 'malformed', /Something quite else/],
  ])('a set that answers %j is %s', async (said, reason, words) => {
    api.answer = (command) => (command.startsWith('set server') ? said : undefined);
    const result = await trafficAt(api.address).traffic.setWeight(5);
    expect(result).toMatchObject({ outcome: 'failed', reason });
    expect(result).toHaveProperty('detail', expect.stringMatching(words));
    expectOneLine(result);
  });

  it.each([
    ['HTTP/1.1 400 Bad Request\r\n\r\n', /is it HAProxy's runtime API/],
    ['', /closed without an answer/],
    ['\n', /is it HAProxy's runtime API/],
    ['many (initial 100)\n\n', /is it HAProxy's runtime API/],
  ])('does not understand a reading of %j', async (said, words) => {
    api.answer = () => said;
    const result = await trafficAt(api.address).traffic.readWeight();
    expect(result).toMatchObject({ outcome: 'failed', reason: 'malformed' });
    expect(result).toHaveProperty('detail', expect.stringMatching(words));
  });

  it('gives up on an API that does not answer', async () => {
    api.silent = true;
    const result = await trafficAt(api.address, { timeout: 50 }).traffic.readWeight();
    expect(result).toMatchObject({ outcome: 'failed', reason: 'timeout' });
    expect(result).toHaveProperty('detail', expect.stringContaining('`get weight shop/v1`'));
  });

  it('names the address where nothing listens', async () => {
    await api.close();
    const result = await trafficAt(api.address).traffic.readWeight();
    expect(result).toMatchObject({ outcome: 'failed', reason: 'unreachable' });
    expect(result).toHaveProperty('detail', expect.stringContaining(api.address));
  });

  it.each([
    'v2; shutdown sessions server shop/v1',
    'v2\nset server',
    'v 2',
    'shop/v2',
    '',
    'v2$(x)',
  ])('sends nothing for a name like %j', async (canary) => {
    const result = await trafficAt(api.address, { canary }).traffic.setWeight(5);
    expect(result).toMatchObject({ outcome: 'failed', reason: 'refused' });
    expect(api.commands).toEqual([]);
  });

  it.each(['9999', 'localhost', 'localhost:0', 'localhost:70000', 'a b:1', 'http:\\x:1:2', ''])(
    'refuses %j as an address',
    async (socket) => {
      const result = await trafficAt(socket).traffic.readWeight();
      expect(result).toMatchObject({ outcome: 'failed', reason: 'refused' });
      expect(result).toHaveProperty('detail', expect.stringContaining('host:port'));
    },
  );

  it.each([
    [{ status: 'MAINT' }, {}, /v1 MAINT with weight 100: say `set server shop\/v1 state ready`/],
    [{ status: 'NOLB' }, {}, /health check/],
    [{ status: 'UP', backup: true }, {}, /take its word `backup` away/],
    [{ status: 'UP', weight: 0 }, { weight: 0 }, /give the stable server its weight/],
  ])('says why the stable server could not take everything: %j', async (v1, v2, words) => {
    Object.assign(api.servers['v1'] ?? {}, v1);
    Object.assign(api.servers['v2'] ?? {}, v2);
    const stable = await trafficAt(api.address).traffic.checkStable();
    expect(stable).toEqual({ outcome: 'not-ready', detail: expect.stringMatching(words) });
  });

  it.each(['UP 1/3', 'no check'])('takes a stable server that is %s for ready', async (status) => {
    Object.assign(api.servers['v1'] ?? {}, { status });
    const stable = await trafficAt(api.address).traffic.checkStable();
    expect(stable).toMatchObject({
      outcome: 'ready',
      found: expect.stringContaining(`v1 ${status}`),
    });
  });

  it('refuses one server in both parts', async () => {
    const result = await trafficAt(api.address, { canary: 'v1' }).traffic.setWeight(5);
    expect(result).toMatchObject({ outcome: 'failed', reason: 'refused' });
  });

  it.each([0.1, 0.3, 99.8])('refuses %d percent, which 256 steps cannot tell', async (weight) => {
    const result = await trafficAt(api.address).traffic.setWeight(weight);
    expect(result).toMatchObject({ outcome: 'failed', reason: 'refused' });
    expect(result).toHaveProperty('detail', expect.stringContaining('0.4% to 99.6%'));
    expect(api.commands).toEqual([]);
  });
});
