import type { Instant } from '../quantity/instant.ts';
import type { Event, RolloutStarted } from '../rollout/event.ts';
import type { ReasonCode } from '../rollout/reason.ts';

/** What was released, as far as it tells one release from another. */
export type Release = Pick<RolloutStarted, 'version' | 'sha'>;

/** How users came to be without the new version, or to have nothing else. */
export type ExposureEnd =
  | {
      readonly outcome: 'promoted';
      readonly at: Instant;
      /** Since when all traffic was on it; at the latest when it was promoted. */
      readonly fullAt: Instant;
    }
  | {
      readonly outcome: 'taken-back';
      /** When that was decided. */
      readonly at: Instant;
      /** Why; unknown where the ledger did not answer when it was decided. */
      readonly code: ReasonCode | undefined;
      /** When the target last carried more of it than before: the change that failed. */
      readonly raisedAt: Instant;
      /** When all traffic was back on stable; undefined as long as it is not. */
      readonly restoredAt: Instant | undefined;
    };

/**
 * One stretch of a rollout in which users met the new version: from the first weight above 0 that the target is
 * known to have carried, until it was promoted or all traffic was back on stable. A rollout that is taken back and
 * retried has several; one that a gate stopped has none.
 */
export interface Exposure {
  readonly release: Release;
  readonly since: Instant;
  /** Undefined while it goes on. */
  readonly end: ExposureEnd | undefined;
}

/** Where the events of an exposure that goes on have come to. */
interface Open {
  readonly since: Instant;
  readonly weight: number;
  readonly raisedAt: Instant;
  readonly fullAt?: Instant;
  readonly takenBack?: { readonly at: Instant; readonly code: ReasonCode | undefined };
}

/** The exposures of one rollout, from its events, oldest first. Measurements need not be among them. */
export function traceExposures(events: readonly Event[]): readonly Exposure[] {
  const started = events.find((event) => event.type === 'rollout-started');
  if (started === undefined) return [];
  const release = releaseOf(started);
  const ended: Exposure[] = [];
  let open: Open | undefined;
  for (const event of events) {
    const end = open && endOf(open, event);
    if (open !== undefined && end !== undefined) {
      ended.push({ release, since: open.since, end });
      open = undefined;
    } else {
      open = advance(open, event);
    }
  }
  if (open === undefined) return ended;
  const { since, raisedAt, takenBack } = open;
  const unrestored = takenBack && { ...takenBack, raisedAt, restoredAt: undefined };
  const end = unrestored && ({ outcome: 'taken-back', ...unrestored } as const);
  return [...ended, { release, since, end }];
}

function releaseOf({ version, sha }: RolloutStarted): Release {
  return sha === undefined ? { version } : { version, sha };
}

function advance(open: Open | undefined, event: Event): Open | undefined {
  switch (event.type) {
    case 'weight-set':
      return carry(open, event.weight, event.at);
    case 'rollback-started':
      return open && { ...open, takenBack: { at: event.at, code: event.reason.code } };
    case 'rollback-failed':
      return open && { ...open, takenBack: open.takenBack ?? { at: event.at, code: undefined } };
    default:
      return open;
  }
}

/** A weight of 0 ends nothing by itself: it is set as well when the stable slot has become the new version. */
function carry(open: Open | undefined, weight: number, at: Instant): Open | undefined {
  if (weight === 0) return open;
  const isRaised = weight > (open?.weight ?? 0);
  const { fullAt: fullBefore, ...before } = open ?? { since: at, raisedAt: at };
  const fullAt = weight === 100 ? (fullBefore ?? at) : undefined;
  return {
    ...before,
    weight,
    raisedAt: isRaised ? at : before.raisedAt,
    ...(fullAt !== undefined && { fullAt }),
  };
}

function endOf(open: Open, { type, at }: Event): ExposureEnd | undefined {
  if (type === 'promoted') return { outcome: 'promoted', at, fullAt: open.fullAt ?? at };
  if (type !== 'rolled-back') return undefined;
  const { takenBack = { at, code: undefined }, raisedAt } = open;
  return { outcome: 'taken-back', ...takenBack, raisedAt, restoredAt: at };
}
