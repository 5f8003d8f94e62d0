import { alarmShare, minutesAt, type Outcome } from './alarms.ts';
import type { Cost } from './cost.ts';
import { REGRESSIONS } from './grid.ts';
import { NOISES } from './noise.ts';
import { kayenta, kayentaP95 } from './rules/kayenta.ts';
import type { Results } from './results.ts';
import { gaugeRatio, latencyWithPods, withPods } from './rules/odds-ratio.ts';
import { SLOWER_ROW } from './studies.ts';

/** A promise, and whether what was measured keeps it. */
export interface Bound {
  readonly name: string;
  readonly limit: number;
  readonly measured: number;
  readonly holds: boolean;
}

/** What the judge promises; how far chance may carry few runs beyond is allowed for. Cells left out are not judged. */
export function checkBounds(results: Measured): Bound[] {
  return [
    ...checkAlarms(results.alarms),
    ...checkSpeed(results.detections, results.latencies),
    ...checkPublic(results.publicSeries),
    ...checkCost(results.cost),
  ];
}

type Measured = Pick<Results, 'alarms' | 'detections' | 'latencies' | 'publicSeries' | 'cost'>;

function checkPublic(outcomes: readonly Outcome[]): Bound[] {
  return outcomes
    .filter(({ rule }) => rule === gaugeRatio.name)
    .map((outcome) => {
      const measured = alarmShare(outcome);
      const few = outcome.runs < MANY_RUNS / 10 ? chance(0.01, outcome.runs) : 0;
      const name = `${outcome.row}: false alarms in ${outcome.runs} phases`;
      return { name, limit: 0.01, measured, holds: measured <= 0.01 + few };
    });
}

function checkAlarms(alarms: readonly Outcome[]): Bound[] {
  const ours = alarms.filter(({ rule }) => rule === withPods.name);
  const stress = new Set(NOISES.filter((noise) => noise.stress).map(({ name }) => name));
  const core = ours.filter(({ row }) => !stress.has(row));
  const hard = ours.filter(({ row }) => stress.has(row));
  return [
    ...checkWorst('false alarms, worst core cell', core, 0.01),
    ...checkWorst('false alarms, worst stress cell', hard, 0.03),
    ...checkMean('false alarms, mean over all cells', ours, 0.005),
  ];
}

function checkWorst(name: string, outcomes: readonly Outcome[], limit: number): Bound[] {
  if (outcomes.length === 0) return [];
  const measured = Math.max(...outcomes.map(alarmShare));
  const runs = outcomes[0]?.runs ?? 0;
  return [{ name, limit, measured, holds: measured <= limit + chance(limit, runs) }];
}

function checkMean(name: string, outcomes: readonly Outcome[], limit: number): Bound[] {
  if (outcomes.length === 0) return [];
  const runs = outcomes.reduce((sum, outcome) => sum + outcome.runs, 0);
  const alarms = outcomes.reduce((sum, one) => sum + alarmShare(one) * one.runs, 0);
  const measured = alarms / runs;
  return [{ name, limit, measured, holds: measured <= limit + chance(limit, runs) }];
}

/** Runs from which on the figures are taken as they are. */
const MANY_RUNS = 2000;

/** Three and a half deviations (the worst of dozens of cells is looked at) for few runs, none for many. */
function chance(share: number, runs: number): number {
  return runs >= MANY_RUNS ? 0 : 3.5 * Math.sqrt((share * (1 - share)) / runs) + 1 / runs;
}

function checkSpeed(detections: readonly Outcome[], latencies: readonly Outcome[]): Bound[] {
  const against = (row: string, limit: number) =>
    checkRatio(
      `${row}: minutes over Kayenta's`,
      find(detections, row, withPods.name),
      find(detections, row, kayenta.name),
      limit,
    );
  const power = find(detections, REGRESSIONS.doubledMixed.name, withPods.name);
  return [
    ...against(REGRESSIONS.fivefold.name, 1.1),
    ...against(REGRESSIONS.fivefoldMixed.name, 0.9),
    ...against(REGRESSIONS.doubled.name, 1.75),
    ...against(REGRESSIONS.doubledMixed.name, 0.75),
    ...checkPower(power, 0.85),
    ...against(REGRESSIONS.lateFivefold.name, 0.25),
    ...against(REGRESSIONS.lateDoubled.name, 0.5),
    ...checkRatio(
      `${SLOWER_ROW}: minutes over Kayenta's`,
      find(latencies, SLOWER_ROW, latencyWithPods.name),
      find(latencies, SLOWER_ROW, kayentaP95.name),
      1.3,
    ),
  ];
}

/** Few runs may be a third slower. */
const SLACK = 4 / 3;

function find(outcomes: readonly Outcome[], row: string, rule: string): Outcome | undefined {
  return outcomes.find((one) => one.row === row && one.rule === rule);
}

function checkRatio(
  name: string,
  ours: Outcome | undefined,
  theirs: Outcome | undefined,
  limit: number,
): Bound[] {
  if (ours === undefined || theirs === undefined) return [];
  const measured = minutesAt(ours, 0.5) / minutesAt(theirs, 0.5);
  return [{ name, limit, measured, holds: measured <= limit * (isMany(ours) ? 1 : SLACK) }];
}

function checkPower(ours: Outcome | undefined, limit: number): Bound[] {
  if (ours === undefined) return [];
  const measured = alarmShare(ours);
  const slack = isMany(ours) ? 0 : 0.15;
  return [{ name: `${ours.row}: found`, limit, measured, holds: measured >= limit - slack }];
}

function isMany({ runs }: Outcome): boolean {
  return runs >= MANY_RUNS / 4;
}

function checkCost({ seconds, megabytes, metrics, intervals, pods }: Cost): Bound[] {
  const size = `${metrics} metrics, ${intervals} intervals, ${pods} pods`;
  return [
    { name: `${size}: seconds`, limit: 1, measured: seconds, holds: seconds <= 1 },
    { name: `${size}: megabytes`, limit: 200, measured: megabytes, holds: megabytes <= 200 },
  ];
}
