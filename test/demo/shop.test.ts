import { afterEach, describe, expect, test } from 'vitest';
import type { Behaviour } from '../../demo/world/behaviour.ts';
import { startShop, type Shop } from '../../demo/world/shop.ts';
import { fetchPage, sumOf } from './page.ts';

let shop: Shop;
afterEach(() => shop.close());

async function open(behaviour: Behaviour): Promise<void> {
  shop = await startShop({ version: 'v2', behaviour });
}

async function ask(method: string, path: string): Promise<number> {
  const response = await fetch(`${shop.url}${path}`, { method });
  await response.arrayBuffer();
  return response.status;
}

async function askOften(times: number, method: string, path: string): Promise<readonly number[]> {
  return Promise.all(Array.from({ length: times }, () => ask(method, path)));
}

describe('the shop', () => {
  test.each([
    { method: 'GET', path: '/', status: 200 },
    { method: 'GET', path: '/product/12', status: 200 },
    { method: 'POST', path: '/checkout', status: 200 },
    { method: 'GET', path: '/checkout', status: 404 },
    { method: 'GET', path: '/product/twelve', status: 404 },
    { method: 'POST', path: '/', status: 404 },
  ])('answers $method $path with $status', async ({ method, path, status }) => {
    await open('healthy');
    expect(await ask(method, path)).toBe(status);
  });

  test('shows every counter at 0 before anything happened', async () => {
    await open('healthy');
    const page = await fetchPage(shop.metricsUrl);
    expect(page.get('shop_visits_total')).toBe(0);
    expect(page.get('shop_checkouts_total')).toBe(0);
    expect(page.get('http_requests_total{code="503",route="/checkout"}')).toBe(0);
    expect(page.get('http_request_duration_seconds_count{route="/"}')).toBe(0);
    expect(page.get('process_resident_memory_bytes')).toBeGreaterThan(1e6);
  });

  test('counts what it served, in counters and in cumulative buckets', async () => {
    await open('healthy');
    await askOften(3, 'GET', '/');
    await askOften(2, 'POST', '/checkout');
    const page = await fetchPage(shop.metricsUrl);
    expect(page.get('http_requests_total{code="200",route="/"}')).toBe(3);
    expect(page.get('shop_visits_total')).toBe(3);
    expect(page.get('shop_checkouts_total')).toBe(2);
    expect(page.get('http_request_duration_seconds_count{route="/"}')).toBe(3);
    const buckets = [...page].filter(([name]) => name.includes('_bucket{route="/",'));
    const counts = buckets.map(([, count]) => count);
    expect(counts).toEqual(counts.toSorted((left, right) => left - right));
    expect(buckets.at(-1)).toEqual([
      'http_request_duration_seconds_bucket{route="/",le="+Inf"}',
      3,
    ]);
  });

  test('loses orders silently: every answer is 200, two orders in five are missing', async () => {
    await open('silent-drop');
    expect(new Set(await askOften(300, 'POST', '/checkout'))).toEqual(new Set([200]));
    const page = await fetchPage(shop.metricsUrl);
    expect(sumOf(page, /^http_requests_total.*checkout/)).toBe(300);
    // 180 expected, standard deviation 8.5.
    expect(page.get('shop_checkouts_total')).toBeGreaterThan(140);
    expect(page.get('shop_checkouts_total')).toBeLessThan(220);
  });

  test('changes its behaviour while it runs', async () => {
    await open('healthy');
    shop.setBehaviour('flapping');
    const statuses = await askOften(200, 'GET', '/');
    expect(statuses.filter((status) => status === 503).length).toBeGreaterThan(15);
    const page = await fetchPage(shop.metricsUrl);
    expect(page.get('shop_visits_total')).toBe(statuses.filter((status) => status === 200).length);
  });
});
