import type { KayentaPlan } from '../../plan/plan.ts';
import type { Instant } from '../../quantity/instant.ts';
import type { Hearing } from '../hearing.ts';
import type { Judged } from './series.ts';

/** A moment at which the canary is judged. */
export interface Round {
  /** What was measured until then is judged. */
  readonly end: Instant;
  /** The bake is over: a pass counts. Before, only a failure does. */
  readonly isLast: boolean;
}

/**
 * The moments to judge at, as far as everything until then has been measured: after every interval of the
 * judge, at the end of the bake, and, while the phase is extended, at the newest measurement. They depend on
 * the measurements alone, so that it does not matter how often and by whom the phase is looked at.
 */
export function completeRounds(
  hearing: Hearing,
  { interval }: KayentaPlan,
  metrics: readonly Judged[],
): readonly Round[] {
  const { plan, phase, bakingSince, bakeEnded } = hearing;
  const bakeEnd = bakingSince + (plan.phases[phase]?.bake ?? 0);
  const rounds: Round[] = [];
  for (let end = bakingSince + (interval ?? Infinity); end < bakeEnd; end += interval ?? Infinity) {
    rounds.push({ end, isLast: false });
  }
  rounds.push({ end: bakeEnd, isLast: true });
  const newest = Math.min(...metrics.map((one) => measuredUntil(one, bakingSince)));
  if (bakeEnded && newest > bakeEnd) rounds.push({ end: newest, isLast: true });
  return rounds.filter(({ end }) => metrics.every((one) => isMeasured(one, end, bakingSince)));
}

/** Whether no further measurement of the metric ends by then. */
function isMeasured(judged: Judged, end: Instant, bakingSince: Instant): boolean {
  return measuredUntil(judged, bakingSince) + judged.metric.looks.interval > end;
}

function measuredUntil({ measurements, metric }: Judged, bakingSince: Instant): Instant {
  return measurements.at(-1)?.to ?? bakingSince + metric.looks.initialDelay;
}
