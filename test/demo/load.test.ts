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
    const load = startLoad({ url: proxy.url, visitsPerSecond: 100, duration: 2_000 });
    const { visits, turnedAway } = await load.finished;
    expect(visits + turnedAway).toBe(200);
    // A busy machine may turn some away, but not most.
    expect(visits).toBeGreaterThan(100);

    const [old, fresh] = [await fetchPage(stable.metricsUrl), await fetchPage(canary.metricsUrl)];
    const seen = (page: typeof old, name: string) => page.get(name) ?? 0;
    // Exact to one, but for the few that met one of the errors a healthy version has, too.
    expect(Math.abs(seen(fresh, 'shop_visits_total') - visits / 4)).toBeLessThan(4);
    expect(Math.abs(seen(old, 'shop_visits_total') - (visits * 3) / 4)).toBeLessThan(5);
    const orders = seen(old, 'shop_checkouts_total') + seen(fresh, 'shop_checkouts_total');
    // The standard deviation of the share is at most 5 points.
    expect(Math.abs(orders / visits - BUYING_SHARE)).toBeLessThan(0.2);
    expect(seen(fresh, 'shop_checkouts_total')).toBeLessThan(seen(fresh, 'shop_visits_total'));
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
