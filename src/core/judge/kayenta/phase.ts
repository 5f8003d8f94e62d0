import type { Measurement } from '../../measurement.ts';
import type { KayentaPlan } from '../../plan/plan.ts';
import { type Hearing, isFullyOpen } from '../hearing.ts';
import type { CriterionReport, LookCounts } from '../report.ts';
import { type Doubt, doubtOf, unreadable } from './doubt.ts';
import { judgeKayenta } from './judge.ts';
import { reportMetric } from './metric-report.ts';
import type { KayentaResult } from './result.ts';
import { completeRounds, type Round } from './rounds.ts';
import { reportScore } from './score-report.ts';
import { type Judged, judgedMetrics, pointsUntil } from './series.ts';

/** A round with what came of it. */
export interface JudgedRound extends Round {
  readonly result: KayentaResult;
  readonly doubt: Doubt | undefined;
}

/**
 * Judges a phase by Kayenta's method: a row for the score, which decides, and one for each metric, which only
 * shows. It fails as soon as a round's score is below marginal, and passes when that of the last round, at the
 * end of the bake or after it, reaches the pass threshold. Nothing for phases without such a judge.
 */
export function judgePhaseByKayenta(
  hearing: Hearing,
  series: ReadonlyMap<string, readonly Measurement[]>,
): readonly CriterionReport[] {
  const config = hearing.plan.phases[hearing.phase]?.kayenta;
  if (config === undefined || isFullyOpen(hearing)) return [];
  const metrics = judgedMetrics(config, hearing, series);
  const rounds = judgeRounds(hearing, config, metrics);
  const told = rounds.at(-1);
  const outage = told !== undefined && isDecided(told) ? undefined : unreadable(metrics);
  return [
    reportScore(config, told, outage, countRounds(rounds)),
    ...(told?.result.metrics ?? []).flatMap((result, index) => {
      const judged = metrics[index];
      return judged === undefined ? [] : [reportMetric(result, judged)];
    }),
  ];
}

/** The rounds so far, none after the one that decides. */
function judgeRounds(
  hearing: Hearing,
  config: KayentaPlan,
  metrics: readonly Judged[],
): readonly JudgedRound[] {
  const judged: JudgedRound[] = [];
  for (const round of completeRounds(hearing, config, metrics)) {
    const series = metrics.map((one) => ({ ...one, ...pointsUntil(round.end, one, hearing) }));
    const result = judgeKayenta(
      { thresholds: config.scoreThresholds, groupWeights: config.groupWeights },
      series,
    );
    judged.push({ ...round, result, doubt: doubtOf(result, series) });
    if (judged.some(isDecided)) break;
  }
  return judged;
}

function isDecided({ isLast, result: { classification }, doubt }: JudgedRound): boolean {
  if (doubt !== undefined) return false;
  return classification === 'Fail' || (isLast && classification === 'Pass');
}

function countRounds(rounds: readonly JudgedRound[]): LookCounts {
  const count = (wanted: KayentaResult['classification']) =>
    rounds.filter(({ doubt, result }) => !doubt && result.classification === wanted).length;
  const [successful, failed] = [count('Pass'), count('Fail')];
  return { successful, failed, inconclusive: rounds.length - successful - failed, errors: 0 };
}
