import type { Exceedance } from './distribution.ts';
import type { EvidenceReason, Standing } from './evidence.ts';
import { lnSum } from './ln-sum.ts';

/** Shares of the baseline above the edges that are looked at: the median, and the tail. */
export const TARGETS: readonly number[] = [0.5, 0.1, 0.05, 0.01];
/** The edge whose ratio is told unless another one shows harm. */
const TOLD = 0.05;
/** Some edge must leave about 1-10% above it, or the tail is not seen. */
const TAIL = { from: 0.005, to: 0.2 };

/** For every target the nearest edge, in log odds; undefined when none is near enough. */
export function chooseEdges(
  exceedances: readonly Exceedance[],
  targets: readonly number[],
): readonly Exceedance[] | undefined {
  const usable = exceedances.filter(({ share }) => share > 0 && share < 1);
  const chosen = targets.flatMap((target) => nearest(usable, target) ?? []);
  const near = targets === TARGETS ? TAIL : around(targets[0] as number);
  return chosen.some(({ share }) => share >= near.from && share <= near.to) ? chosen : undefined;
}

/** An edge for a single target may leave up to five times as much, or a fifth. */
function around(target: number): typeof TAIL {
  return { from: target / 5, to: target * 5 };
}

function nearest(exceedances: readonly Exceedance[], target: number): Exceedance | undefined {
  const distance = ({ share }: Exceedance) => Math.abs(logit(share) - logit(target));
  return exceedances.reduce<Exceedance | undefined>(
    (best, one) => (best === undefined || distance(one) < distance(best) ? one : best),
    undefined,
  );
}

function logit(share: number): number {
  return Math.log(share / (1 - share));
}

/** What was found at one edge. */
export interface JudgedEdge<Found extends Standing> {
  readonly exceedance: Exceedance;
  readonly found: Found;
}

/** Harm at some edges counts by their mean E; harmless is only what is harmless at every edge. */
export function joinEdges<Found extends Standing>(
  judged: readonly JudgedEdge<Found>[],
  alpha: number,
): Found {
  const logs = judged.map(({ found }) => weightOf(found));
  const logE = lnSum(logs) - Math.log(logs.length);
  const harm = logE >= Math.log(1 / alpha);
  const harmless = !harm && judged.every(({ found }) => found.harmless === 'shown');
  const told = harm ? judged[logs.indexOf(Math.max(...logs))] : nearestJudged(judged, TOLD);
  const { found, exceedance } = told as JudgedEdge<Found>;
  return {
    ...found,
    harm: harm ? 'shown' : 'not-shown',
    harmless: harmless ? 'shown' : 'not-shown',
    logE,
    logHarmlessE: Math.min(...judged.map((one) => one.found.logHarmlessE)),
    edge: { le: exceedance.edge, exceedance: exceedance.share },
    reason: joinReasons(harm, harmless, found.reason),
  };
}

/** An edge with too few events for a claim of harm does not add to one. */
function weightOf({ logE, reason }: Standing): number {
  return reason === 'too-few-events' ? Math.min(0, logE) : logE;
}

function nearestJudged<Found extends Standing>(
  judged: readonly JudgedEdge<Found>[],
  target: number,
): JudgedEdge<Found> | undefined {
  const edge = nearest(
    judged.map(({ exceedance }) => exceedance),
    target,
  );
  return judged.find(({ exceedance }) => exceedance === edge);
}

function joinReasons(harm: boolean, harmless: boolean, otherwise: EvidenceReason): EvidenceReason {
  if (harm) return 'harm-shown';
  if (harmless) return 'harmless-shown';
  return otherwise === 'harmless-shown' || otherwise === 'harm-shown' ? 'undecided' : otherwise;
}
