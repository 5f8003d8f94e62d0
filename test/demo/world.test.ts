import { afterEach, describe, expect, test, vi } from 'vitest';
import { SCENARIOS, type ScenarioName } from '../../demo/scenario.ts';
import { openEmbeddedFront, type Shops } from '../../demo/world/front.ts';
import { openWorld, type World } from '../../demo/world/world.ts';
import { fetchPage } from './page.ts';

let world: World | undefined;
afterEach(() => world?.close());

interface Visits {
  readonly stable: number;
  readonly canary: number;
}

/** Opens the scenario's world at a weight of 50% and waits until it has had some visitors. */
async function openHalf(name: ScenarioName): Promise<{ world: World; visits: Visits }> {
  const opened = await openWorld(SCENARIOS[name], openEmbeddedFront);
  world = opened;
  await fetch(`${opened.environment.DEMO_PROXY_ADMIN}/weight`, { method: 'PUT', body: '50' });
  const visits = await vi.waitFor(
    async () => {
      const stable = await countVisits(opened, 'DEMO_STABLE_METRICS');
      expect(stable).toBeGreaterThan(100);
      return { stable, canary: await countVisits(opened, 'DEMO_CANARY_METRICS') };
    },
    { timeout: 10_000 },
  );
  return { world: opened, visits };
}

async function countVisits({ environment }: World, page: string): Promise<number> {
  return (await fetchPage(environment[page] ?? '')).get('shop_visits_total') ?? 0;
}

describe('the world of the demo', () => {
  test('lets visitors in to both versions', async () => {
    const { visits } = await openHalf('healthy');
    expect(visits.canary).toBeGreaterThan(50);
  });

  test('without traffic, the canary has its weight and nobody comes', async () => {
    const { world: opened, visits } = await openHalf('no-traffic');
    const weight = await fetch(`${opened.environment.DEMO_PROXY_ADMIN}/weight`);
    expect(await weight.text()).toBe('50\n');
    expect(visits.canary).toBe(0);
  });

  test('is gone when closed', async () => {
    const { world: opened } = await openHalf('latency');
    world = undefined;
    await opened.close();
    await expect(fetch(opened.url)).rejects.toThrow('fetch failed');
  });

  test('closes the shops when no front can be opened before them', async () => {
    let seen: Shops = { stable: '', canary: '' };
    const opening = openWorld(SCENARIOS.healthy, (shops) => {
      seen = shops;
      return Promise.reject(new Error('no front today'));
    });
    await expect(opening).rejects.toThrow('no front today');
    await expect(fetch(seen.stable)).rejects.toThrow('fetch failed');
    await expect(fetch(seen.canary)).rejects.toThrow('fetch failed');
  });
});
