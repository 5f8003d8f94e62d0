import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startProxy, type Proxy } from '../../demo/world/proxy.ts';
import { startShop, type Shop } from '../../demo/world/shop.ts';
import { fetchPage } from './page.ts';

let stable: Shop;
let canary: Shop;
let proxy: Proxy;

beforeEach(async () => {
  stable = await startShop({ version: 'v1', behaviour: 'healthy' });
  canary = await startShop({ version: 'v2', behaviour: 'healthy' });
  proxy = await startProxy({ stable: stable.url, canary: canary.url });
});
afterEach(() => Promise.all([proxy.close(), stable.close(), canary.close()]));

async function setWeight(weight: string): Promise<Response> {
  return fetch(`${proxy.adminUrl}/weight`, { method: 'PUT', body: weight });
}

/** Which shop answered each of so many visitors, who come without a cookie. */
async function visit(times: number): Promise<{ readonly v1: number; readonly v2: number }> {
  const answers = await Promise.all(
    Array.from({ length: times }, async () => (await fetch(`${proxy.url}/`)).text()),
  );
  const count = (version: string) => answers.filter((body) => body.includes(version)).length;
  return { v1: count('v1'), v2: count('v2') };
}

describe('the proxy', () => {
  test('begins with everything on stable', async () => {
    expect(await (await fetch(`${proxy.adminUrl}/weight`)).text()).toBe('0\n');
    expect(await visit(20)).toEqual({ v1: 20, v2: 0 });
  });

  test.each([
    { weight: '10', v1: 180, v2: 20 },
    { weight: '50', v1: 100, v2: 100 },
    { weight: '100', v1: 0, v2: 200 },
  ])('splits 200 visitors at $weight%', async ({ weight, v1, v2 }) => {
    expect((await setWeight(weight)).status).toBe(200);
    expect(await visit(200)).toEqual({ v1, v2 });
  });

  test.each(['', 'ten', '-1', '101', '1e1', '5%'])('refuses the weight %j', async (weight) => {
    await setWeight('30');
    const response = await setWeight(weight);
    expect(response.status).toBe(400);
    expect(await response.text()).toMatch(/0 to 100/);
    expect(await (await fetch(`${proxy.adminUrl}/weight`)).text()).toBe('30\n');
  });

  test('keeps a visitor on the version of the first answer', async () => {
    await setWeight('50');
    const first = await fetch(`${proxy.url}/`);
    const cookie = first.headers.get('set-cookie') ?? '';
    const version = /v[12]/.exec(await first.text())?.[0];
    for (const path of ['/product/1', '/product/2', '/product/3']) {
      const response = await fetch(`${proxy.url}${path}`, { headers: { cookie } });
      expect(await response.text()).toContain(version);
    }
  });

  test('answers 502 for a version that is gone, and counts it', async () => {
    await setWeight('100');
    await canary.close();
    expect((await fetch(`${proxy.url}/`)).status).toBe(502);
    const page = await fetchPage(`${proxy.adminUrl}/metrics`);
    expect(page.get('proxy_requests_total{version="canary",code="502"}')).toBe(1);
    expect(page.get('proxy_canary_weight')).toBe(100);
  });

  test('out of rotation, the canary has its weight and no visitor', async () => {
    await proxy.close();
    proxy = await startProxy({ stable: stable.url, canary: canary.url, canaryInRotation: false });
    await setWeight('50');
    expect(await (await fetch(`${proxy.adminUrl}/weight`)).text()).toBe('50\n');
    expect(await visit(40)).toEqual({ v1: 40, v2: 0 });
  });
});
