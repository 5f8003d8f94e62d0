import type { Instant } from '../quantity/instant.ts';
import type { ReasonCode } from '../rollout/reason.ts';
import type { Exposure, ExposureEnd, Release } from './exposure.ts';

/** What a release failed by, as far as the ledger tells. */
export type FailureCause =
  /** A criterion or a rollback condition broke. */
  | 'numbers'
  /** The target said that the canary was down, drifted, or did not take its weight. */
  | 'target'
  /** A person had it taken back. */
  | 'person'
  /** Its run failed, was cancelled, or was lost. */
  | 'run'
  /** It was promoted, and the next promotion brought an earlier release back. */
  | 'put-back'
  | 'other';

export interface Failure {
  readonly cause: FailureCause;
  /** The change of traffic that failed. */
  readonly since: Instant;
  /** Undefined as long as users meet it. */
  readonly restoredAt: Instant | undefined;
}

/** One exposure as delivery metrics count it. */
export type Deployment = { readonly release: Release } & (
  | {
      readonly outcome: 'promoted';
      readonly at: Instant;
      readonly fullAt: Instant;
      /** The same release had been promoted before: it brought no change to users. */
      readonly isRepeat: boolean;
      /** Known only later: the release before it was put back. */
      readonly failure: Failure | undefined;
    }
  | { readonly outcome: 'failed'; readonly at: Instant; readonly failure: Failure }
  /** A newer release took it over before it was decided: it says nothing about this one. */
  | { readonly outcome: 'superseded'; readonly at: Instant }
  | { readonly outcome: 'under-way' }
);

/**
 * What the exposures of one target came to, in the order in which they began.
 *
 * A promoted release is known to have failed only where the very next promotion brings an earlier release back: that
 * is how one goes back behind a promotion. The return itself, and what is released again after it, are no failures.
 */
export function classifyExposures(exposures: readonly Exposure[]): readonly Deployment[] {
  const sorted = exposures.toSorted((one, other) => one.since - other.since);
  const promotions = sorted.flatMap(readPromotion);
  return sorted.map(({ release, end }): Deployment => {
    if (end === undefined) return { release, outcome: 'under-way' };
    if (end.outcome === 'promoted') {
      const index = promotions.findIndex((promotion) => promotion.end === end);
      const isRepeat = isKnown(release, promotions.slice(0, index));
      const failure = isRepeat ? undefined : findReturn(promotions, index);
      return { release, outcome: 'promoted', at: end.at, fullAt: end.fullAt, isRepeat, failure };
    }
    const { at, code, raisedAt: since, restoredAt } = end;
    if (code === 'superseded') return { release, outcome: 'superseded', at };
    return { release, outcome: 'failed', at, failure: { cause: causeOf(code), since, restoredAt } };
  });
}

interface Promotion {
  readonly release: Release;
  readonly end: Extract<ExposureEnd, { outcome: 'promoted' }>;
}

function readPromotion({ release, end }: Exposure): readonly Promotion[] {
  return end?.outcome === 'promoted' ? [{ release, end }] : [];
}

function findReturn(promotions: readonly Promotion[], index: number): Failure | undefined {
  const [own, next] = promotions.slice(index, index + 2);
  if (own === undefined || next === undefined) return undefined;
  return isKnown(next.release, promotions.slice(0, index))
    ? { cause: 'put-back', since: own.end.fullAt, restoredAt: next.end.fullAt }
    : undefined;
}

function isKnown(release: Release, before: readonly Promotion[]): boolean {
  return before.some((promotion) => isSame(promotion.release, release));
}

/** The commit says what a release is; its name does where there is no commit. */
function isSame(one: Release, other: Release): boolean {
  return one.sha !== undefined && other.sha !== undefined
    ? one.sha === other.sha
    : one.version === other.version;
}

const CAUSES: Readonly<Partial<Record<ReasonCode, FailureCause>>> = {
  'criterion-failed': 'numbers',
  'condition-met': 'numbers',
  inconclusive: 'numbers',
  'metrics-unavailable': 'numbers',
  'target-unavailable': 'target',
  'canary-down': 'target',
  'weight-drifted': 'target',
  'asked-by-person': 'person',
  'run-failed': 'run',
  'run-cancelled': 'run',
  'run-lost': 'run',
};

function causeOf(code: ReasonCode | undefined): FailureCause {
  return (code && CAUSES[code]) ?? 'other';
}
