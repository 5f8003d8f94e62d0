import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { treat, type Behaviour } from './behaviour.ts';
import { METRICS_CONTENT_TYPE } from './metrics-page.ts';
import { createRandom } from '../../src/core/simulation/random.ts';
import { listen } from './server.ts';
import { createShopMetrics, type Route } from './shop-metrics.ts';

export interface ShopOptions {
  /** What the pages call this version: `v1`. */
  readonly version: string;
  readonly behaviour: Behaviour;
  readonly seed?: number;
}

export interface Shop {
  readonly url: string;
  readonly metricsUrl: string;
  /** Takes hold with the next request. */
  setBehaviour(behaviour: Behaviour): void;
  close(): Promise<void>;
}

/** Starts one version of a small shop: a front page, products, a checkout, and a metrics page. */
export async function startShop({ version, behaviour, seed = 1 }: ShopOptions): Promise<Shop> {
  const metrics = createShopMetrics();
  const random = createRandom(seed);
  let current = { behaviour, since: performance.now() };

  const serve = async (route: Route, response: ServerResponse) => {
    const arrived = performance.now();
    const { status, delay, losesOrder } = treat(current.behaviour, arrived - current.since, random);
    await sleep(delay);
    response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' });
    response.end(status === 200 ? `shop ${version}: ${route}\n` : `shop ${version} is unwell\n`);
    metrics.countRequest(route, status, (performance.now() - arrived) / 1_000);
    if (status !== 200) return;
    if (route === '/') metrics.countVisit();
    if (route === '/checkout' && !losesOrder) metrics.countCheckout();
  };

  const server = await listen((request, response) => {
    request.resume();
    const route = findRoute(request);
    if (route === undefined) response.writeHead(404).end('no such page\n');
    else if (route !== 'metrics') void serve(route, response);
    else response.writeHead(200, { 'content-type': METRICS_CONTENT_TYPE }).end(metrics.render());
  });

  return {
    url: server.url,
    metricsUrl: `${server.url}/metrics`,
    setBehaviour: (next) => {
      current = { behaviour: next, since: performance.now() };
    },
    close: () => server.close(),
  };
}

function findRoute({ method, url }: IncomingMessage): Route | 'metrics' | undefined {
  if (method === 'POST') return url === '/checkout' ? '/checkout' : undefined;
  if (method !== 'GET' || url === undefined) return undefined;
  if (url === '/') return '/';
  if (url === '/metrics') return 'metrics';
  return /^\/product\/\d+$/.test(url) ? '/product/:id' : undefined;
}
