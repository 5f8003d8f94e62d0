import { NOISES, type Noise } from './noise.ts';
import type { Change, Volume } from './traffic.ts';

/** Five volumes: canary's share, requests a second, usual error rate. */
export const VOLUMES = {
  usual: { name: '5% of 100/s, 1%', share: 0.05, requestsPerSecond: 100, errorRate: 0.01 },
  rare: { name: '5% of 100/s, 0.1%', share: 0.05, requestsPerSecond: 100, errorRate: 0.001 },
  small: { name: '25% of 10/s, 1%', share: 0.25, requestsPerSecond: 10, errorRate: 0.01 },
  large: { name: '5% of 1000/s, 1%', share: 0.05, requestsPerSecond: 1000, errorRate: 0.01 },
  wide: { name: '25% of 1000/s, 0.1%', share: 0.25, requestsPerSecond: 1000, errorRate: 0.001 },
} as const satisfies Record<string, Volume>;

/** A regression to be found. */
export interface Regression {
  readonly name: string;
  readonly volume: Volume;
  readonly noise: Noise;
  readonly change: Change;
}

const CLEAN = NOISES[0] as Noise;
const MIXED = NOISES.find(({ name }) => name === 'mixed') as Noise;
const BURSTS = NOISES.find(({ podBursts }) => podBursts) as Noise;

function regression(volume: Volume, noise: Noise, factor: number, onset = 0): Regression {
  const late = onset > 0 ? ` after ${onset} min` : '';
  const name = `${volume.name}, ${noise.name}, x${factor}${late}`;
  return { name, volume, noise, change: { factor, onset } };
}

export const REGRESSIONS = {
  doubled: regression(VOLUMES.usual, CLEAN, 2),
  doubledMixed: regression(VOLUMES.usual, MIXED, 2),
  doubledBursts: regression(VOLUMES.usual, BURSTS, 2),
  fivefold: regression(VOLUMES.usual, CLEAN, 5),
  fivefoldMixed: regression(VOLUMES.usual, MIXED, 5),
  rareDoubled: regression(VOLUMES.rare, CLEAN, 2),
  rareFivefold: regression(VOLUMES.rare, CLEAN, 5),
  rareFivefoldMixed: regression(VOLUMES.rare, MIXED, 5),
  smallDoubled: regression(VOLUMES.small, CLEAN, 2),
  largeDoubled: regression(VOLUMES.large, CLEAN, 2),
  lateFivefold: regression(VOLUMES.usual, CLEAN, 5, 60),
  lateDoubled: regression(VOLUMES.usual, CLEAN, 2, 60),
} as const satisfies Record<string, Regression>;

/** Services that hardly ever fail. */
const SILENT: Volume = { ...VOLUMES.usual, name: '5% of 100/s, no errors', errorRate: 0 };
const QUIET: Volume = { ...VOLUMES.usual, name: '5% of 100/s, 0.001%', errorRate: 0.00001 };

function failing(volume: Volume, rate: number): Regression {
  const what = rate > 0 ? `canary ${100 * rate}%` : 'healthy';
  const change = { factor: 1, onset: 0, own: rate };
  return { name: `${volume.name}, ${what}`, volume, noise: CLEAN, change };
}

/** A baseline that has nothing to compare with. */
export const SILENT_REGRESSIONS = {
  tenth: failing(SILENT, 0.001),
  third: failing(SILENT, 0.003),
  whole: failing(SILENT, 0.01),
  quietThird: failing(QUIET, 0.003),
  quiet: failing(QUIET, 0),
} as const satisfies Record<string, Regression>;

/** Noise for latencies: the same families, of a size that latencies have. */
export const LATENCY_NOISES: readonly Noise[] = NOISES.filter(
  ({ clusterSize, podBursts }) => clusterSize === 1 && !podBursts,
).map((noise) => ({
  ...noise,
  common: noise.common,
  wander: { ...noise.wander, deviation: noise.wander.deviation / 4 },
  offset: noise.offset / 4,
}));
