import { startPrometheus, type ScrapeTarget } from '../../test/services/harness/prometheus.ts';
import { waitUntil } from '../../test/services/harness/polling.ts';
import type { OpenFront } from './front.ts';
import { startShopBalancer } from './haproxy.ts';

/** The front as production has it: HAProxy before the shops, Prometheus scraping them. */
export const openRealFront: OpenFront = async (shops, canaryInRotation) => {
  const haproxy = await startShopBalancer(shops, canaryInRotation);
  const scrapeTargets = [scrape('v1', shops.stable), scrape('v2', shops.canary)];
  const prometheus = await startPrometheus({ scrapeTargets }).catch(async (error: unknown) => {
    await haproxy.close();
    throw error;
  });
  // It takes its first look at a page some seconds after it is ready; before that nothing can be judged.
  await waitUntil('both shops scraped', async () => {
    const pages = await prometheus.query('shop_visits_total');
    return pages.length === scrapeTargets.length;
  });
  return {
    url: haproxy.url,
    environment: { HAPROXY_RUNTIME: haproxy.runtimeAddress, PROMETHEUS_URL: prometheus.url },
    close: async () => {
      await prometheus.close();
      await haproxy.close();
    },
  };
};

function scrape(version: string, url: string): ScrapeTarget {
  return { job: `shop-${version}`, targets: [new URL(url).host], labels: { version } };
}
