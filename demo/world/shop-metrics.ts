import { createMetricsPage } from './metrics-page.ts';

/** The shop's pages as its metrics name them. */
export type Route = '/' | '/product/:id' | '/checkout';

const ROUTES: readonly Route[] = ['/', '/product/:id', '/checkout'];
const LATENCY_BOUNDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5];

export interface ShopMetrics {
  /** `seconds` is the time from the request's arrival to its answer. */
  countRequest(route: Route, status: number, seconds: number): void;
  countVisit(): void;
  countCheckout(): void;
  render(): string;
}

/** What a version of the shop tells of itself; conversion is checkouts by visits. */
export function createShopMetrics(): ShopMetrics {
  const page = createMetricsPage();
  const requests = page.counter('http_requests_total', 'Requests answered.');
  const visits = page.counter('shop_visits_total', 'Visits to the front page.');
  const checkouts = page.counter('shop_checkouts_total', 'Orders placed.');
  visits.declare({});
  checkouts.declare({});
  const durations = page.histogram(
    'http_request_duration_seconds',
    'Time from request to answer.',
    LATENCY_BOUNDS,
  );
  for (const route of ROUTES) {
    for (const code of ['200', '503']) requests.declare({ code, route });
    durations.declare({ route });
  }
  page.gauge('process_resident_memory_bytes', 'Resident memory size in bytes.', () =>
    process.memoryUsage.rss(),
  );
  return {
    countRequest: (route, status, seconds) => {
      requests.increment({ code: String(status), route });
      durations.observe(seconds, { route });
    },
    countVisit: () => visits.increment(),
    countCheckout: () => checkouts.increment(),
    render: () => page.render(),
  };
}
