import { DEFAULTS, defaultMinimumSamples } from '../defaults.ts';
import type { PlanDocument } from '../document/document.ts';
import type { Draft } from '../draft/draft.ts';
import type { Looks, MetricShape } from '../plan.ts';

export type LooksDraft = Draft<NonNullable<PlanDocument['analysis']>>;

/** How a metric is looked at: its own words before the plan's, the plan's before the defaults. */
export function resolveLooks(own: LooksDraft, plan: LooksDraft, kind: MetricShape['kind']): Looks {
  const interval = own.interval ?? plan.interval ?? DEFAULTS.interval;
  return {
    interval,
    window: own.window ?? plan.window ?? interval,
    initialDelay: own.initialDelay ?? plan.initialDelay ?? DEFAULTS.initialDelay,
    failureLimit: own.failureLimit ?? plan.failureLimit ?? DEFAULTS.failureLimit,
    inconclusiveLimit:
      own.inconclusiveLimit ?? plan.inconclusiveLimit ?? DEFAULTS.inconclusiveLimit,
    consecutiveErrorLimit:
      own.consecutiveErrorLimit ?? plan.consecutiveErrorLimit ?? DEFAULTS.consecutiveErrorLimit,
    minimumSamples: own.minimumSamples ?? resolveMinimumSamples(plan.minimumSamples, kind),
    dryRun: own.dryRun ?? plan.dryRun ?? false,
  };
}

/** A gauge or a count is one reading: a number of requests asked of all metrics would silence it for good. */
function resolveMinimumSamples(ofPlan: number | undefined, kind: MetricShape['kind']): number {
  const counts = kind === 'proportion' || kind === 'latency';
  return (counts ? ofPlan : undefined) ?? defaultMinimumSamples(kind);
}
