import type { PairedDistributions } from '../../src/core/judge/statistics/evidence.ts';
import { type Cell, type Outcome, runCell } from './alarms.ts';
import { LATENCY_NOISES, REGRESSIONS, type Regression, VOLUMES } from './grid.ts';
import { simulateLatencies } from './latencies.ts';
import { NOISES, type Noise } from './noise.ts';
import type { Random } from './random.ts';
import { simulateReadings, WANDERS } from './readings.ts';
import { kayenta, kayentaGauge, kayentaP95 } from './rules/kayenta.ts';
import {
  gaugeRatio,
  latencyWithoutPods,
  latencyWithPods,
  withoutPods,
  withPods,
} from './rules/odds-ratio.ts';
import type { Rule } from './rules/rule.ts';
import { threshold } from './rules/threshold.ts';
import { zTest } from './rules/z-test.ts';
import { type Change, NO_CHANGE, simulateTraffic, type Volume } from './traffic.ts';

/** How much is simulated. */
export interface Effort {
  readonly seed: string;
  /** Runs for every cell of the false alarms. */
  readonly healthy: number;
  /** Runs for every regression. */
  readonly harmed: number;
}

/** Tells that a cell is done: what is shown while the bench runs. */
export type Progress = (outcomes: readonly Outcome[]) => void;

export const BASELINE_PODS = 20;
const RULES = [withPods, withoutPods, kayenta, zTest, threshold];
const LATENCY_RULES = [latencyWithPods, latencyWithoutPods, kayentaP95];
const GAUGE_RULES = [gaugeRatio, kayentaGauge];
const SLOWER: Change = { factor: 1.2, onset: 0 };

function runCells<Pair>(
  cells: readonly Cell<Pair>[],
  rules: readonly Rule<Pair>[],
  runs: number,
  { seed }: Effort,
  progress: Progress,
): Outcome[] {
  return cells.flatMap((cell) => {
    const outcomes = runCell(cell, rules, runs, seed);
    progress(outcomes);
    return outcomes;
  });
}

/** Healthy canaries in every noise and volume. */
export function studyFalseAlarms(effort: Effort, progress: Progress): Outcome[] {
  const cells = NOISES.flatMap((noise) =>
    Object.values(VOLUMES).map((volume) => ({
      row: noise.name,
      column: volume.name,
      usual: volume.errorRate,
      onset: 0,
      draw: (random: Random) => simulateTraffic(random, volume, noise, NO_CHANGE, BASELINE_PODS),
    })),
  );
  return runCells(cells, RULES, effort.healthy, effort, progress);
}

/** Regressions of the error rate. */
export function studyDetection(effort: Effort, progress: Progress): Outcome[] {
  const cells = Object.values(REGRESSIONS).map(({ name, volume, noise, change }: Regression) => ({
    row: name,
    column: '',
    usual: volume.errorRate,
    onset: change.onset,
    draw: (random: Random) => simulateTraffic(random, volume, noise, change, BASELINE_PODS),
  }));
  return runCells(cells, RULES, effort.harmed, effort, progress);
}

/** Latencies: healthy ones in every noise, and a canary that is 20% slower. */
export function studyLatencies(effort: Effort, progress: Progress): Outcome[] {
  const healthy = LATENCY_NOISES.flatMap((noise) =>
    [VOLUMES.usual, VOLUMES.small].map((volume) =>
      latencyCell(noise, volume, NO_CHANGE, noise.name),
    ),
  );
  const [calm] = LATENCY_NOISES as readonly [Noise];
  const slower = latencyCell(calm, VOLUMES.usual, SLOWER, SLOWER_ROW);
  const runs = Math.ceil(effort.healthy / 4);
  return [
    ...runCells(healthy, LATENCY_RULES, runs, effort, progress),
    ...runCells([slower], LATENCY_RULES, Math.ceil(effort.harmed / 2), effort, progress),
  ];
}

export const SLOWER_ROW = 'all requests 20% slower';

function latencyCell(
  noise: Noise,
  volume: Volume,
  change: Change,
  row: string,
): Cell<PairedDistributions> {
  return {
    row,
    column: volume.name,
    usual: 0,
    onset: 0,
    draw: (random) => simulateLatencies(random, volume, noise, change, BASELINE_PODS),
  };
}

/** Gauges whose readings remember, healthy and half as much again. */
export function studyGauges(effort: Effort, progress: Progress): Outcome[] {
  const cells = [NO_CHANGE, { factor: 1.5, onset: 0 }].flatMap((change) =>
    WANDERS.map((wander) => ({
      row: wander.name,
      column: change.factor === 1 ? HEALTHY : HALF_MORE,
      usual: 500,
      onset: 0,
      draw: (random: Random) => simulateReadings(random, wander, change),
    })),
  );
  return runCells(cells, GAUGE_RULES, Math.ceil(effort.healthy / 2), effort, progress);
}

export const HEALTHY = 'healthy';
export const HALF_MORE = 'x1.5';
