import type { KayentaGroup, KayentaMetricResult, KayentaResult } from './result.ts';

/** A canary fails when this share of its metrics, in percent, has no data. */
const MOST_MISSING = 50;

type Judged = Pick<KayentaMetricResult, 'name' | 'groups' | 'classification' | 'critical'>;
type Weights = Readonly<Record<string, number>>;

/**
 * Scores metrics by group, as Kayenta's WeightedSumScorer does: a group's score is the share of its judged
 * metrics that passed, the canary's the sum of them by weight. `Nodata` and `Error` are not judged, and a group
 * with nothing else counts 100. A critical failure, or no data for half of the metrics, makes it 0. Weights are
 * percents; groups without one share equally what is left of 100. Muted metrics must have been left out.
 *
 * @example weights 75 and 25, two passes in the first group, one High in the second: 100 * 0.75 + 0 = 75
 */
export function scoreMetrics(
  metrics: readonly Judged[],
  weights: Weights,
): Pick<KayentaResult, 'score' | 'reason' | 'groups'> {
  const groups = scoreGroups(metrics, weights);
  const failure = metrics.find(
    ({ critical, classification }) => critical && classification !== 'Pass',
  );
  if (failure !== undefined) {
    return { score: 0, reason: { code: 'critical-metric', metric: failure.name }, groups };
  }
  if (isTooMuchMissing(metrics)) return { score: 0, reason: { code: 'too-much-missing' }, groups };
  return { score: sumByWeight(groups), reason: { code: 'scored' }, groups };
}

function isTooMuchMissing(metrics: readonly Judged[]): boolean {
  const missing = metrics.filter(({ classification }) => classification === 'Nodata').length;
  return (missing / metrics.length) * 100 >= MOST_MISSING;
}

function scoreGroups(metrics: readonly Judged[], weights: Weights): readonly KayentaGroup[] {
  const names = [...new Set(metrics.flatMap(({ groups }) => groups))];
  const share = shareRest(names, weights);
  return names.map((name) => {
    const members = metrics.filter(({ groups }) => groups.includes(name));
    return { name, ...scoreGroup(members), weight: weightOf(name, weights) ?? share };
  });
}

function scoreGroup(members: readonly Judged[]): Pick<KayentaGroup, 'score' | 'noData'> {
  const judged = members.filter(
    ({ classification }) => classification !== 'Nodata' && classification !== 'Error',
  );
  const passed = judged.filter(({ classification }) => classification === 'Pass');
  return judged.length === 0
    ? { score: 0, noData: true }
    : { score: (passed.length / judged.length) * 100, noData: false };
}

/** What each group without a weight gets; negative when the weights add up to more than 100. */
function shareRest(names: readonly string[], weights: Weights): number {
  const given = Object.values(weights).reduce((sum, weight) => sum + weight, 0);
  return (100 - given) / names.filter((name) => weightOf(name, weights) === undefined).length;
}

function weightOf(name: string, weights: Weights): number | undefined {
  return Object.hasOwn(weights, name) ? weights[name] : undefined;
}

function sumByWeight(groups: readonly KayentaGroup[]): number {
  const score = groups.reduce(
    (sum, group) => sum + (group.noData ? 100 : group.score) * (group.weight / 100),
    0,
  );
  return roundToCents(score);
}

/** Rounds the number as it is written, halves away from 0: 1.005 to 1.01, although its double lies below. */
function roundToCents(score: number): number {
  if (Math.abs(score) < 0.005) return 0;
  return (Math.sign(score) * Math.round(Number(`${Math.abs(score)}e2`))) / 100;
}
