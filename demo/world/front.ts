import { startProxy } from './proxy.ts';

/** The two versions that run side by side. */
export interface Shops {
  readonly stable: string;
  readonly canary: string;
}

/** What stands before the shops, and whatever measures them. */
export interface Front {
  /** Where visitors come in. */
  readonly url: string;
  /** What the plan needs to know to reach it. */
  readonly environment: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

export type OpenFront = (shops: Shops, canaryInRotation: boolean) => Promise<Front>;

/** The front that needs nothing but Node: the weighted proxy, and the shops' own metrics pages. */
export const openEmbeddedFront: OpenFront = async (shops, canaryInRotation) => {
  const proxy = await startProxy({ ...shops, canaryInRotation });
  return {
    url: proxy.url,
    environment: {
      DEMO_PROXY_ADMIN: proxy.adminUrl,
      DEMO_STABLE_METRICS: `${shops.stable}/metrics`,
      DEMO_CANARY_METRICS: `${shops.canary}/metrics`,
    },
    close: () => proxy.close(),
  };
};
