import { findFreePorts } from '../../test/services/harness/port.ts';
import { makeScratch } from '../../test/services/harness/scratch.ts';
import { answers, startService } from '../../test/services/harness/service.ts';
import type { Shops } from './front.ts';

export interface ShopBalancer {
  /** Where visitors come in. */
  readonly url: string;
  /** `host:port` of the runtime API. */
  readonly runtimeAddress: string;
  close(): Promise<void>;
}

/**
 * Starts HAProxy before the two shops, everything on stable. Visitors keep the version they first saw, by a
 * cookie. A canary that is not in rotation has its weight in a backend that no visitor is sent to.
 */
export async function startShopBalancer(
  shops: Shops,
  canaryInRotation: boolean,
): Promise<ShopBalancer> {
  const [entry = 0, runtime = 0] = await findFreePorts(2);
  const scratch = await makeScratch('demo');
  const config = configure(shops, { entry, runtime }, canaryInRotation ? 'shop' : 'elsewhere');
  const url = `http://127.0.0.1:${entry}`;
  try {
    const file = await scratch.write('haproxy.cfg', config);
    const daemon = await startService('haproxy', ['-db', '-f', file], () =>
      answers(`${url}/ready`),
    );
    return {
      url,
      runtimeAddress: `127.0.0.1:${runtime}`,
      close: async () => {
        await daemon.stop();
        await scratch.close();
      },
    };
  } catch (error) {
    await scratch.close();
    throw error;
  }
}

function configure(
  shops: Shops,
  ports: Readonly<Record<'entry' | 'runtime', number>>,
  backend: 'shop' | 'elsewhere',
): string {
  const [stable, canary] = [new URL(shops.stable).host, new URL(shops.canary).host];
  return `global
  stats socket ipv4@127.0.0.1:${ports.runtime} level admin
  hard-stop-after 1s
defaults
  mode http
  timeout connect 2s
  timeout client 10s
  timeout server 10s
frontend entry
  bind 127.0.0.1:${ports.entry}
  http-request return status 200 if { path /ready }
  default_backend ${backend}
backend shop
  balance roundrobin
  cookie version insert indirect nocache
  server v1 ${stable} weight 100 cookie stable
  server v2 ${canary} weight 0 cookie canary
backend elsewhere
  server v1 ${stable}
`;
}
