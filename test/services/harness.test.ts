import { afterEach, describe, expect, it } from 'vitest';
import { startAlertmanager } from './harness/alertmanager.ts';
import { startBackend, type Backend } from './harness/backend.ts';
import { startHAProxy, type HAProxy } from './harness/haproxy.ts';
import { startLoad, type Load, type LoadTally } from './harness/load.ts';
import { waitUntil } from './harness/polling.ts';
import { startPrometheus, type Prometheus } from './harness/prometheus.ts';

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).toReversed()) await cleanup();
});

function closeLater<T extends { close(): unknown }>(service: T): T {
  cleanups.push(() => service.close());
  return service;
}

interface Shop {
  readonly stable: Backend;
  readonly canary: Backend;
  readonly proxy: HAProxy;
  readonly load: Load;
}

async function openShop(canaryErrorRate = 0): Promise<Shop> {
  const stable = closeLater(await startBackend({ name: 'v1' }));
  const canary = closeLater(await startBackend({ name: 'v2', errorRate: canaryErrorRate }));
  const proxy = closeLater(
    await startHAProxy({
      backend: 'shop',
      servers: [
        { name: 'v1', port: stable.port, weight: 100 },
        { name: 'v2', port: canary.port, weight: 0 },
      ],
    }),
  );
  const load = closeLater(startLoad({ url: proxy.url, requestsPerSecond: 300 }));
  return { stable, canary, proxy, load };
}

async function setSplit(proxy: HAProxy, canaryWeight: number): Promise<void> {
  await proxy.command(`set server shop/v1 weight ${100 - canaryWeight}`);
  await proxy.command(`set server shop/v2 weight ${canaryWeight}`);
}

function canaryShare(tally: LoadTally): number {
  return (tally.byVersion['v2'] ?? 0) / tally.answered;
}

async function scalar(prometheus: Prometheus, expression: string): Promise<number | undefined> {
  const value = (await prometheus.query(expression))[0]?.value[1];
  return value === undefined || value === 'NaN' ? undefined : Number(value);
}

function proxyRate(code: string): string {
  return `rate(haproxy_server_http_responses_total{server="v2",code="${code}"}[5s])`;
}

describe('HAProxy with real backends', () => {
  it.each([0, 5, 25, 50, 100])('splits traffic by weight: %i%%', async (weight) => {
    const { proxy, load } = await openShop();
    await setSplit(proxy, weight);
    await load.answered(1);
    load.resetTally();

    const tally = await load.answered(400);

    expect(canaryShare(tally)).toBeGreaterThan(weight / 100 - 0.01);
    expect(canaryShare(tally)).toBeLessThan(weight / 100 + 0.01);
    expect(tally.broken).toBe(0);
    expect(await proxy.weightOf('v2')).toBe(weight);
  });

  it('forgets weights on reload while traffic flows, and keeps its addresses', async () => {
    const { proxy, load } = await openShop();
    await setSplit(proxy, 50);
    expect(await proxy.weightOf('v2')).toBe(50);

    await proxy.reload();

    expect(await proxy.weightOf('v2')).toBe(0);
    expect(await proxy.weightOf('v1')).toBe(100);
    load.resetTally();
    await load.answered(50);
  });
});

describe('a backend', () => {
  it('fails at exactly the rate it is told, and can mend while it runs', async () => {
    const backend = closeLater(await startBackend({ name: 'v2', errorRate: 0.25 }));
    const ask = async () => (await fetch(backend.url)).status;
    const statuses = [];
    for (let index = 0; index < 8; index += 1) statuses.push(await ask());
    expect(statuses.filter((status) => status === 500)).toHaveLength(2);

    backend.behave({ errorRate: 0 });

    expect(await ask()).toBe(200);
    const page = await (await fetch(`${backend.url}/metrics`)).text();
    expect(page).toContain('http_requests_total{code="500",version="v2"} 2');
    expect(page).toContain('http_request_duration_seconds_count{version="v2"} 9');

    backend.resetCounters();
    expect(await (await fetch(`${backend.url}/metrics`)).text()).not.toContain('code="500"');
  });
});

describe('Prometheus', () => {
  it('sees errors and slowness of the canary, by the backends and by the proxy alike', async () => {
    const { stable, canary, proxy } = await openShop(0.5);
    canary.behave({ latencyMs: 60 });
    await setSplit(proxy, 50);
    const prometheus = closeLater(
      await startPrometheus({
        scrapeTargets: [
          { job: 'shop', targets: [stable.address, canary.address] },
          { job: 'proxy', targets: [proxy.exporterAddress] },
        ],
      }),
    );
    const p95 = await waitUntil('latency of the canary', () =>
      scalar(
        prometheus,
        'histogram_quantile(0.95, sum by (le) (rate(http_request_duration_seconds_bucket{version="v2"}[5s])))',
      ),
    );
    const errorShare = await waitUntil('errors at the proxy', () =>
      scalar(
        prometheus,
        `sum(${proxyRate('5xx')}) / (sum(${proxyRate('2xx')}) + sum(${proxyRate('5xx')}))`,
      ),
    );

    expect(p95).toBeGreaterThan(0.06);
    expect(errorShare).toBeCloseTo(0.5, 1);
  });
});

describe('Alertmanager', () => {
  it('hears from Prometheus that a rule fires', async () => {
    const backend = closeLater(await startBackend({ name: 'v1' }));
    const alertmanager = closeLater(await startAlertmanager());
    closeLater(
      await startPrometheus({
        scrapeTargets: [{ job: 'shop', targets: [backend.address] }],
        alertmanagers: [alertmanager.address],
        rules: [
          {
            name: 'always',
            rules: [{ alert: 'ShopUp', expr: 'up == 1', labels: { severity: 'page' } }],
          },
        ],
      }),
    );

    const names = await waitUntil('the alert', async () => {
      const found = await alertmanager.listFiring();
      return found.length > 0 && found;
    });

    expect(names).toEqual(['ShopUp']);
  });

  it('takes alerts by hand and resolves them', async () => {
    const alertmanager = closeLater(await startAlertmanager());
    const labels = { alertname: 'DiskFull', severity: 'page' };

    await alertmanager.fire(labels);
    expect(await alertmanager.listFiring()).toEqual(['DiskFull']);

    await alertmanager.resolve(labels);
    await waitUntil('no alert', async () => (await alertmanager.listFiring()).length === 0);
  });
});
