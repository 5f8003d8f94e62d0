import type { Duration, Instant, Interval } from '../quantity/instant.ts';
import type { Deployment, Failure, FailureCause } from './deployment.ts';
import { spreadOf, type Spread } from './spread.ts';

/** When commits were made, by their full name; those that nobody could find are missing. */
export type CommitTimes = ReadonlyMap<string, Instant>;

/** How delivery went in one window. Counts of adjoining windows add up. */
export interface DeliveryMetrics {
  readonly window: Interval;
  /** Releases that were promoted, those put back later included. */
  readonly deployments: number;
  /** The same for seven days. */
  readonly perWeek: number;
  readonly leadTime: Spread & {
    /** Deployments left out because the time of their commit is not known, or lies behind the deployment. */
    readonly unknown: number;
    /** Deployments left out because the same release had been promoted before. */
    readonly repeated: number;
  };
  readonly changeFailure: {
    readonly failed: number;
    /** Deployments, and what was taken back before it was one. */
    readonly ended: number;
    /** Failed of ended, from 0 to 1; absent where nothing ended. */
    readonly rate?: number;
    readonly causes: Readonly<Partial<Record<FailureCause, number>>>;
  };
  readonly restore: Spread & {
    /** Failures that users still meet, as far as the ledger tells. */
    readonly open: number;
  };
  /** Taken over by a newer release: in none of the rates. */
  readonly superseded: number;
}

const WEEK: Duration = 7 * 86_400_000;

/**
 * Measures delivery in a window by what ended in it: a deployment when it was promoted, a failure when going back
 * was decided (or, where a promoted release was put back later, when that release had been promoted).
 *
 * - Deployment frequency: promotions per week. 6 in 30 days: 6 * 7 / 30 = 1.4 a week.
 * - Lead time: from the commit that was released to all traffic on it. Committed 09:00, at 100% since 15:30,
 *   promoted 16:30: 6.5 h. Neither a release whose commit is unknown nor one promoted before is a sample.
 * - Change failure rate: failed of ended. 4 promoted, one of them put back later, and 2 taken back before:
 *   (1 + 2) / (4 + 2) = 50%. A superseded release counts on neither side.
 * - Time to restore: from the change of traffic that failed (the last time the target carried more than before) to
 *   all traffic back on stable. Raised to 50% at 12:00, going back decided 12:20, back 12:21: 21 min.
 *
 * The four are DORA's (https://dora.dev/guides/dora-metrics/), where "time to restore" is now called "failed
 * deployment recovery time"; that it runs from the deployment that failed, and that medians are taken, is how Four
 * Keys computes them (https://github.com/dora-team/fourkeys/blob/main/METRICS.md).
 */
export function measureDelivery(
  deployments: readonly Deployment[],
  commits: CommitTimes,
  window: Interval,
): DeliveryMetrics {
  const within = deployments.filter(
    (one) => one.outcome !== 'under-way' && one.at > window.from && one.at <= window.to,
  );
  const promoted = within.filter(({ outcome }) => outcome === 'promoted');
  const failures = within.flatMap((one) => ('failure' in one && one.failure) || []);
  const superseded = within.filter(({ outcome }) => outcome === 'superseded').length;
  return {
    window,
    deployments: promoted.length,
    perWeek: (promoted.length * WEEK) / (window.to - window.from),
    leadTime: measureLeadTime(promoted, commits),
    changeFailure: measureFailure(failures, within.length - superseded),
    restore: measureRestore(failures),
    superseded,
  };
}

function measureLeadTime(
  promoted: readonly Deployment[],
  commits: CommitTimes,
): DeliveryMetrics['leadTime'] {
  const samples: Duration[] = [];
  let [unknown, repeated] = [0, 0];
  for (const one of promoted) {
    if (one.outcome !== 'promoted') continue;
    const committedAt = commits.get(one.release.sha ?? '');
    if (one.isRepeat) repeated += 1;
    else if (committedAt === undefined || committedAt > one.fullAt) unknown += 1;
    else samples.push(one.fullAt - committedAt);
  }
  return { ...spreadOf(samples), unknown, repeated };
}

function measureFailure(
  failures: readonly Failure[],
  ended: number,
): DeliveryMetrics['changeFailure'] {
  const causes: Partial<Record<FailureCause, number>> = {};
  for (const { cause } of failures) causes[cause] = (causes[cause] ?? 0) + 1;
  const failed = failures.length;
  return { failed, ended, ...(ended > 0 && { rate: failed / ended }), causes };
}

function measureRestore(failures: readonly Failure[]): DeliveryMetrics['restore'] {
  const times = failures.flatMap(({ since, restoredAt }) =>
    restoredAt === undefined ? [] : [restoredAt - since],
  );
  return { ...spreadOf(times), open: failures.length - times.length };
}
