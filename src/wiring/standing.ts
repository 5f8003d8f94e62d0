import { bakedAt, tookOf } from '../core/present/standing.ts';
import type { Standing } from '../core/present/standing.ts';
import { formatInstant } from '../core/quantity/instant.ts';
import type { Event, Ordered } from '../core/rollout/event.ts';
import { headline } from '../core/rollout/headline.ts';
import { encodeEvent } from '../core/rollout/journal.ts';
import type { ArchivedRollout, Inspection, RolloutList } from '../ports/archive.ts';
import { describeState } from './result.ts';

/** Version of the shapes here; they grow by new fields, and change only when one changes its meaning. */
const SCHEMA = 1;

/** Where a target stands, for machines; null where no rollout was ever started. */
export function describeStanding({ target, state, lastOrder }: Standing) {
  if (state === undefined) return null;
  const baked = bakedAt(state);
  return {
    target,
    ...describeState(state),
    holder: state.run,
    ...(state.heldUntil !== undefined && { heldUntil: formatInstant(state.heldUntil) }),
    ...(baked !== undefined && { bakedAt: formatInstant(baked) }),
    ...(lastOrder && { lastOrder: describeOrder(lastOrder) }),
  };
}

export function describeStandings(standings: readonly Standing[]) {
  const targets = standings.map(
    (standing) => describeStanding(standing) ?? { target: standing.target, rollout: null },
  );
  return { schema: SCHEMA, targets };
}

function describeOrder({ at, command, by, reason, via, url }: Ordered) {
  return {
    at: formatInstant(at),
    ...command,
    by,
    via,
    ...(reason !== undefined && { reason }),
    ...(url !== undefined && { url }),
  };
}

/** A ledger's rollouts, latest first, for machines. */
export function describeRollouts(target: string, { rollouts, isCut }: RolloutList) {
  return { schema: SCHEMA, target, rollouts: rollouts.map(describeArchived), isCut };
}

function describeArchived({ commit, state }: ArchivedRollout) {
  return { commit, tookSeconds: Math.round(tookOf(state) / 1_000), ...describeState(state) };
}

/** A rollout's events as the journal writes them, each with its headline. */
export function describeEvents(target: string, rollout: string, events: readonly Event[]) {
  return {
    schema: SCHEMA,
    target,
    rollout,
    events: events.map((event, index) => ({
      n: index + 1,
      headline: headline(event, events.slice(0, index + 1)),
      ...encodeEvent(event),
    })),
  };
}

export function describeInspection(target: string, inspection: Inspection) {
  return { schema: SCHEMA, target, ...inspection };
}
