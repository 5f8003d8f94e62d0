import type { Instant } from '../../src/core/quantity/instant.ts';

const HOUR = 3_600_000;

export type RateResource = 'core' | 'graphql';

/** Requests left in the running hour, per resource, as GITHUB_TOKEN has them. */
export interface RateMeter {
  /** Counts one request; false when none is left. */
  spend(resource: RateResource): boolean;
  /** Takes the count of one request back: an answer of 304 counts against no limit. */
  refund(resource: RateResource): void;
  headers(resource: RateResource): Record<string, string>;
  view(resource: RateResource): { limit: number; used: number; remaining: number; reset: number };
}

export function createRateMeter(limit: number, now: () => Instant): RateMeter {
  const used: Record<RateResource, number> = { core: 0, graphql: 0 };
  let reset = now() + HOUR;

  function refresh(): void {
    if (now() < reset) return;
    reset = now() + HOUR;
    used.core = 0;
    used.graphql = 0;
  }

  function view(resource: RateResource) {
    refresh();
    return {
      limit,
      used: used[resource],
      remaining: limit - used[resource],
      reset: Math.ceil(reset / 1000),
    };
  }

  return {
    view,
    spend(resource) {
      if (view(resource).remaining <= 0) return false;
      used[resource] += 1;
      return true;
    },
    refund(resource) {
      used[resource] = Math.max(0, used[resource] - 1);
    },
    headers(resource) {
      const figures = Object.entries(view(resource));
      return {
        'x-ratelimit-resource': resource,
        ...Object.fromEntries(figures.map(([name, value]) => [`x-ratelimit-${name}`, `${value}`])),
      };
    },
  };
}
