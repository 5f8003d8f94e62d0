import { consecutiveErrors } from '../limits.ts';
import type { Limit } from '../limits.ts';
import type { VerdictReason } from '../report.ts';
import type { KayentaMetricResult, KayentaResult } from './result.ts';
import type { Judged, Points } from './series.ts';

/** Why a score is not believed: what was not seen can neither promote a release nor take it back. */
export interface Doubt {
  readonly reason: Extract<VerdictReason, 'no-data' | 'provider-errors' | 'no-evidence'>;
  /** In words: `error-rate has no data`. */
  readonly because: string;
  readonly exceeded?: Limit;
}

/**
 * What Kayenta lets pass, or fails, without having seen it: metrics whose data is absent although gaps are
 * replaced, groups of which nothing could be judged, series that cannot be compared, half of the metrics missing.
 * Undefined where the score says what it seems to say; a metric that must have data and has none fails as its
 * configuration asks, unless the provider did not answer.
 */
export function doubtOf(
  result: KayentaResult,
  metrics: readonly (Judged & Points)[],
): Doubt | undefined {
  const { reason } = result;
  const scored = result.metrics.filter(({ muted }) => !muted);
  const decisive = scored.find(
    ({ name }) => reason.code === 'critical-metric' && name === reason.metric,
  );
  if (decisive !== undefined && !isSilent(decisive)) return undefined;
  const unread = scored.find((one) => isSilent(one) && hadErrors(one.name, metrics));
  if (unread !== undefined) {
    return { reason: 'provider-errors', because: `${unread.name} could not be read` };
  }
  if (result.classification !== 'Fail' && !metrics.some(isSeen)) return UNSEEN;
  const unseen =
    result.classification === 'Fail'
      ? scored.find((one) => isBlameless(one, decisive, reason, metrics))
      : scored.find((one) => isUnseen(one, result));
  return unseen && explain(unseen);
}

/** Gaps may be taken for 0, but not in everything: then nobody knows whether there is a canary. */
const UNSEEN: Doubt = {
  reason: 'no-data',
  because: 'nothing was seen of the canary in any metric',
};

function isSeen({ canary, settings }: Judged & Points): boolean {
  return settings.muted !== true && canary.some((value) => !Number.isNaN(value));
}

function explain({ name, classification }: KayentaMetricResult): Doubt {
  return classification === 'Error'
    ? {
        reason: 'no-evidence',
        because: `the values of ${name} are all tied and cannot be compared`,
      }
    : { reason: 'no-data', because: `${name} has no data` };
}

/** Failed the canary by being missing, without having been asked to. */
function isBlameless(
  one: KayentaMetricResult,
  decisive: KayentaMetricResult | undefined,
  { code }: KayentaResult['reason'],
  metrics: readonly Judged[],
): boolean {
  if (code === 'too-much-missing') return one.classification === 'Nodata';
  return one === decisive && !mustHaveData(one.name, metrics);
}

/** Counts for the canary, alone or with its group, although nothing was compared. */
function isUnseen({ reason, classification, groups }: KayentaMetricResult, result: KayentaResult) {
  if (reason === 'no-data-replaced' || classification === 'Error') return true;
  return result.groups.some(({ name, noData }) => noData && groups.includes(name));
}

/** More errors in a row than the metric's limit: nobody knows how the canary is. */
export function unreadable(metrics: readonly Judged[]): Doubt | undefined {
  const unread = metrics.find(
    ({ metric, measurements }) =>
      consecutiveErrors(measurements.map(outcomeOf)) > metric.looks.consecutiveErrorLimit,
  );
  return (
    unread && {
      reason: 'provider-errors',
      because: `${unread.name} could not be read`,
      exceeded: 'consecutiveErrorLimit',
    }
  );
}

function outcomeOf({ canary, baseline }: Judged['measurements'][number]) {
  const isError = canary.outcome === 'error' || baseline.outcome === 'error';
  return { outcome: isError ? ('error' as const) : ('successful' as const) };
}

function isSilent({ reason }: KayentaMetricResult): boolean {
  return reason === 'no-data' || reason === 'no-data-replaced';
}

function mustHaveData(name: string, metrics: readonly Judged[]): boolean {
  return metrics.some((one) => one.name === name && one.settings.mustHaveData === true);
}

function hadErrors(name: string, metrics: readonly Judged[]): boolean {
  return metrics.some(
    (one) =>
      one.name === name && one.measurements.some((look) => outcomeOf(look).outcome === 'error'),
  );
}
