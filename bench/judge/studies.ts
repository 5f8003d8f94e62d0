import type {
  PairedCounts,
  PairedDistributions,
} from '../../src/core/judge/statistics/evidence.ts';
import type { Cell, Examined, Outcome } from './alarms.ts';
import type { Bench } from './bench.ts';
import type { Effort } from './effort.ts';
import {
  LATENCY_NOISES,
  REGRESSIONS,
  type Regression,
  SILENT_REGRESSIONS,
  VOLUMES,
} from './grid.ts';
import { simulateLatencies } from './latencies.ts';
import { NOISES, type Noise } from './noise.ts';
import { simulateReadings, WANDERS } from './readings.ts';
import { kayenta, kayentaGauge, kayentaP95 } from './rules/kayenta.ts';
import {
  gaugeRatio,
  latencyWithoutPods,
  latencyWithPods,
  sharing,
  withoutPods,
  withPods,
} from './rules/odds-ratio.ts';
import type { Rule } from './rules/rule.ts';
import { threshold } from './rules/threshold.ts';
import { zTest } from './rules/z-test.ts';
import { type Change, NO_CHANGE, simulateTraffic, type Volume } from './traffic.ts';

export const BASELINE_PODS = 20;
const PEERS = [withoutPods, kayenta, zTest, threshold];
const SLOWER: Change = { factor: 1.2, onset: 0 };

/** So many sentences may share what a rollout is allowed. */
const SHARES = [1, 5, 10, 30];

/** All rules on the same number of draws. */
function examine<Pair>(rules: readonly Rule<Pair>[], runs: number): readonly Examined<Pair>[] {
  return rules.map((rule) => ({ rule, runs }));
}

/** Healthy canaries in every noise and volume: ours in all runs, the others' rules in the first of them. */
export function studyFalseAlarms(bench: Bench, { healthy, peers }: Effort): Outcome[] {
  const examined = [{ rule: withPods, runs: healthy }, ...examine(PEERS, peers)];
  return NOISES.flatMap((noise) =>
    Object.values(VOLUMES).flatMap((volume) =>
      bench.run(trafficCell(volume, noise, NO_CHANGE, noise.name, volume.name), examined),
    ),
  );
}

/** Regressions of the error rate. */
export function studyDetection(bench: Bench, { harmed }: Effort): Outcome[] {
  return runRegressions(bench, REGRESSIONS, examine([withPods, ...PEERS], harmed));
}

/** A baseline without errors, or with hardly any: new errors to be found, and none to be imagined. */
export function studySilence(bench: Bench, { harmed }: Effort): Outcome[] {
  return runRegressions(bench, SILENT_REGRESSIONS, examine([withPods, ...PEERS], harmed));
}

/** What it takes to find the same regressions with less chance of a false alarm. */
export function studySharing(bench: Bench, { harmed }: Effort): Outcome[] {
  const { doubled, fivefold, doubledMixed } = REGRESSIONS;
  return runRegressions(
    bench,
    { doubled, fivefold, doubledMixed },
    examine(SHARES.map(sharing), Math.ceil(harmed / 2)),
  );
}

function runRegressions(
  bench: Bench,
  regressions: Readonly<Record<string, Regression>>,
  examined: readonly Examined<PairedCounts>[],
): Outcome[] {
  return Object.values(regressions).flatMap(({ name, volume, noise, change }) =>
    bench.run(trafficCell(volume, noise, change, name, ''), examined),
  );
}

function trafficCell(
  volume: Volume,
  noise: Noise,
  change: Change,
  row: string,
  column: string,
): Cell<PairedCounts> {
  return {
    row,
    column,
    usual: volume.errorRate,
    onset: change.onset,
    draw: (random) => simulateTraffic(random, volume, noise, change, BASELINE_PODS),
  };
}

/** Latencies: healthy ones in every noise, and a canary that is 20% slower. */
export function studyLatencies(bench: Bench, { healthy, peers, harmed }: Effort): Outcome[] {
  const cells = LATENCY_NOISES.flatMap((noise) =>
    [VOLUMES.usual, VOLUMES.small].map((volume) =>
      latencyCell(noise, volume, NO_CHANGE, noise.name),
    ),
  );
  const [calm] = LATENCY_NOISES as readonly [Noise];
  const slower = latencyCell(calm, VOLUMES.usual, SLOWER, SLOWER_ROW);
  const others = [latencyWithoutPods, kayentaP95];
  const calmExamined = [
    { rule: latencyWithPods, runs: Math.ceil(healthy / 8) },
    ...examine(others, Math.ceil(peers / 8)),
  ];
  return [
    ...cells.flatMap((cell) => bench.run(cell, calmExamined)),
    ...bench.run(slower, examine([latencyWithPods, ...others], Math.ceil(harmed / 2))),
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
export function studyGauges(bench: Bench, { healthy }: Effort): Outcome[] {
  const examined = examine([gaugeRatio, kayentaGauge], Math.ceil(healthy / 4));
  return [NO_CHANGE, { factor: 1.5, onset: 0 }].flatMap((change) =>
    WANDERS.flatMap((wander) =>
      bench.run(
        {
          row: wander.name,
          column: change.factor === 1 ? HEALTHY : HALF_MORE,
          usual: 500,
          onset: 0,
          draw: (random) => simulateReadings(random, wander, change),
        },
        examined,
      ),
    ),
  );
}

export const HEALTHY = 'healthy';
export const HALF_MORE = 'x1.5';
