import type { LedgerName } from '../adapters/ledger/ledger-name.ts';
import type { CommitTimes } from '../core/delivery/metrics.ts';
import {
  commitsOf,
  type DeliveryReport,
  reportDelivery,
  type TargetHistory,
} from '../core/delivery/report.ts';
import type { Duration, Instant } from '../core/quantity/instant.ts';
import type { ArchivedRollout } from '../ports/archive.ts';
import type { LedgerPlace } from './ledger-place.ts';

export interface DeliveryQuestion {
  /** One environment, whatever the case of its letters; all where it is left out. */
  readonly environment?: string;
  readonly at: Instant;
  readonly window: Duration;
}

export interface DeliveryAnswer {
  readonly report: DeliveryReport;
  /** What could not be read, and is missing in the report. */
  readonly troubles: readonly string[];
}

/**
 * Reads the ledgers of a place as far back as the report needs: two windows, and before them the last promotion, which
 * tells whether a release was put back. A string says why there is no report.
 */
export async function gatherDelivery(
  place: LedgerPlace,
  { environment, at, window }: DeliveryQuestion,
): Promise<DeliveryAnswer | string> {
  const listed = await place.targets();
  if (typeof listed === 'string') return listed;
  const wanted = environment?.toLowerCase();
  const targets = listed.filter((one) => wanted === undefined || one.environment === wanted);
  const begins = at - 2 * window;
  const isLastWanted = ({ state }: ArchivedRollout) =>
    state.status === 'promoted' && state.updatedAt <= begins;
  const histories: TargetHistory[] = [];
  const troubles: string[] = [];
  for (const target of targets) {
    const history = await readHistory(place, target, isLastWanted);
    if (typeof history === 'string') troubles.push(history);
    else histories.push(history);
  }
  const found = await place.commits.timesOf(commitsOf(histories));
  if (found.outcome === 'failed') troubles.push(`no lead times: ${found.detail}`);
  const commits: CommitTimes = found.outcome === 'read' ? found.times : new Map();
  return { report: reportDelivery(histories, commits, { at, window }), troubles };
}

async function readHistory(
  place: LedgerPlace,
  target: LedgerName,
  isLastWanted: (rollout: ArchivedRollout) => boolean,
): Promise<TargetHistory | string> {
  const listed = await place.open(target).archive.list(Number.POSITIVE_INFINITY, isLastWanted);
  return listed.outcome === 'failed'
    ? `${target.environment}/${target.name}: ${listed.detail}`
    : { ...target, rollouts: listed.value.rollouts.map(({ events }) => events) };
}
