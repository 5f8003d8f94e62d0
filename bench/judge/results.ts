import type { Outcome } from './alarms.ts';
import { createBench } from './bench.ts';
import { type Cost, measureCost } from './cost.ts';
import type { Effort } from './effort.ts';
import { studyPublicSeries } from './public-series.ts';
import type { Store } from './store.ts';
import {
  studyDetection,
  studyFalseAlarms,
  studyGauges,
  studyLatencies,
  studySharing,
  studySilence,
} from './studies.ts';

/** All that the bench finds out. */
export interface Results {
  readonly effort: Effort;
  readonly cost: Cost;
  readonly alarms: readonly Outcome[];
  readonly detections: readonly Outcome[];
  readonly silence: readonly Outcome[];
  readonly sharing: readonly Outcome[];
  readonly latencies: readonly Outcome[];
  readonly gauges: readonly Outcome[];
  readonly publicSeries: readonly Outcome[];
}

export interface Setting {
  readonly effort: Effort;
  readonly cells: RegExp;
  readonly store: Store;
  readonly keptOnly: boolean;
  /** The folder with the public series, and how many coins are thrown for each of their phases. */
  readonly collection: string | undefined;
  readonly coins: number;
}

export function runStudies(setting: Setting): Results {
  const { effort, collection, coins } = setting;
  const bench = createBench({ ...setting, seed: effort.seed, progress });
  return {
    effort,
    cost: measureCost(),
    detections: studyDetection(bench, effort),
    silence: studySilence(bench, effort),
    sharing: studySharing(bench, effort),
    publicSeries: collection === undefined ? [] : studyPublicSeries(bench, collection, coins),
    alarms: studyFalseAlarms(bench, effort),
    latencies: studyLatencies(bench, effort),
    gauges: studyGauges(bench, effort),
  };
}

/** A dot for every cell, for who waits at a terminal. */
function progress(): void {
  if (process.stderr.isTTY) process.stderr.write('.');
}
