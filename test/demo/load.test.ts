import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { BUYING_SHARE, startLoad } from '../../demo/world/load.ts';
import { startProxy, type Proxy } from '../../demo/world/proxy.ts';
import { startShop, type Shop } from '../../demo/world/shop.ts';
import { fetchPage } from './page.ts';

let stable: Shop;
let canary: Shop;
let proxy: Proxy;

beforeEach(async () => {
  stable = await startShop({ version: 'v1', behaviour: 'healthy', seed: 1 });
  canary = await startShop({ version: 'v2', behaviour: 'healthy', seed: 2 });
  proxy = await startProxy({ stable: stable.url, canary: canary.url });
});
afterEach(() => Promise.all([proxy.close(), stable.close(), canary.close()]));

describe('the load', () => {
  test('sends its visitors, ends by itself, and is split by weight with whole visits', async () => {
    await fetch(`${proxy.adminUrl}/weight`, { method: 'PUT', body: '25' });
    const summary = await startLoad({ url: proxy.url, visitsPerSecond: 200, duration: 2_000 })
      .finished;
    expect(summary).toEqual({ visits: 400, turnedAway: 0 });

    const [old, fresh] = [await fetchPage(stable.metricsUrl), await fetchPage(canary.metricsUrl)];
    // Exact but for the few that met one of the errors a healthy version has, too.
    expect(fresh.get('shop_visits_total')).toBeGreaterThanOrEqual(97);
    expect(fresh.get('shop_visits_total')).toBeLessThanOrEqual(100);
    expect(old.get('shop_visits_total')).toBeGreaterThanOrEqual(294);
    const orders =
      (old.get('shop_checkouts_total') ?? 0) + (fresh.get('shop_checkouts_total') ?? 0);
    // 160 expected, standard deviation 9.8.
    expect(Math.abs(orders - 400 * BUYING_SHARE)).toBeLessThan(45);
    expect(fresh.get('shop_checkouts_total')).toBeLessThan(100);
  });

  test('stops when told, and sends nobody before its time', async () => {
    const load = startLoad({ url: proxy.url, visitsPerSecond: 1, duration: 60_000 });
    load.stop();
    expect(await load.finished).toEqual({ visits: 0, turnedAway: 0 });
  });

  test('turns visitors away rather than pile up without bound', async () => {
    const load = startLoad({ url: proxy.url, visitsPerSecond: 100_000, duration: 30 });
    const { visits, turnedAway } = await load.finished;
    expect(visits + turnedAway).toBe(3_000);
    expect(turnedAway).toBeGreaterThan(1_000);
  });
});
