import { writeDuration } from '../../quantity/duration.ts';
import { DEFAULTS, defaultMinimumSamples } from '../defaults.ts';
import type { PlanDocument } from '../document/document.ts';
import type { Draft } from '../draft/draft.ts';
import type { Notes } from '../notes.ts';
import type { Looks, MetricShape } from '../plan.ts';
import type { Path } from '../source/path.ts';
import { quote } from '../wording.ts';

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

/** A window is made of whole intervals. */
export function checkLooks({ interval, window }: Looks, path: Path, notes: Notes): void {
  if (window % interval === 0) return;
  const place = [path, ['analysis']]
    .flatMap((around) => [
      [...around, 'window'],
      [...around, 'interval'],
    ])
    .find((candidate) => notes.source.at(candidate) !== undefined);
  const times = Math.max(1, Math.round(window / interval));
  notes.error(
    place ?? path,
    'window-interval',
    `the window of ${quote(String(path.at(-1)))} is ${writeDuration(window)}, its interval ${writeDuration(interval)}`,
    `make the window a multiple of the interval, such as \`${writeDuration(times * interval)}\``,
  );
}
