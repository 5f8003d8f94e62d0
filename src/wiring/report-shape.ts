import { tookOf } from '../core/present/standing.ts';
import { formatInstant, type Duration } from '../core/quantity/instant.ts';
import type { Event, RolloutStarted } from '../core/rollout/event.ts';
import { headline } from '../core/rollout/headline.ts';
import { encodeEvent } from '../core/rollout/journal.ts';
import type { State } from '../core/rollout/state.ts';
import { listTries, type PhaseTry } from '../core/rollout/tries.ts';
import { describeState } from './result.ts';

/**
 * A rollout for machines: what was released, by whom, who approved, how long each phase took, what the metrics did,
 * and why it ended so. `schema` is that of every result; the shape grows by new fields. What comes from events
 * is as the ledger writes it. `isWhole`: whether no event is missing.
 */
export function describeReport(state: State, events: readonly Event[], isWhole: boolean) {
  const { started } = state;
  return {
    ...describeState(state),
    isWhole,
    release: describeRelease(started),
    tookSeconds: inSeconds(tookOf(state)),
    tries: listTries(events).map((one) => describeTry(one, started)),
    approvals: encode(events, 'approved'),
    orders: encode(events, 'ordered'),
    gates: encode(events, 'gates-evaluated'),
    measurements: encode(events, 'measured').flatMap(({ measurements }) => measurements),
    timeline: describeTimeline(events),
  };
}

function describeRelease({ version, sha, ref, plan, run }: RolloutStarted) {
  return {
    version,
    ...(sha !== undefined && { sha }),
    ...(ref !== undefined && { ref }),
    plan: plan.digest,
    run,
  };
}

function describeTry({ phase, weight, from, to, ending }: PhaseTry, { plan }: RolloutStarted) {
  return {
    phase,
    name: plan.phases[phase]?.name,
    weight,
    from: formatInstant(from),
    ...(to !== undefined && { to: formatInstant(to), tookSeconds: inSeconds(to - from) }),
    ...(ending !== undefined && { ending }),
  };
}

/** The events of one type with their fields as the ledger writes them, but for the type. */
function encode<T extends Event['type']>(events: readonly Event[], type: T) {
  return events.flatMap((event) => {
    if (event.type !== type) return [];
    const { type: _, ...fields } = (encodeEvent(event) ?? {}) as Encoded<T>;
    return [fields];
  });
}

/** Names of the fields stay, whatever their values are written as. */
type Encoded<T extends Event['type']> = Readonly<
  Record<keyof Extract<Event, { readonly type: T }>, unknown>
>;

/** What happened, in words; looks and notes about reports are left out. */
function describeTimeline(events: readonly Event[]) {
  return events.flatMap((event, index) =>
    event.type === 'measured' || event.type === 'reported'
      ? []
      : [
          {
            at: formatInstant(event.at),
            type: event.type,
            headline: headline(event, events.slice(0, index + 1)),
          },
        ],
  );
}

function inSeconds(duration: Duration): number {
  return Math.round(duration / 1_000);
}
