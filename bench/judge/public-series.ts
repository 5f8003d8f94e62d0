import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PairedReadings, PairedTallies } from '../../src/core/judge/statistics/evidence.ts';
import type { Cell, Outcome } from './alarms.ts';
import type { Bench } from './bench.ts';
import { kayentaCount, kayentaGauge } from './rules/kayenta.ts';
import { countRatio, gaugeRatio } from './rules/odds-ratio.ts';
import type { Rule } from './rules/rule.ts';
import { MINUTE, MINUTES } from './traffic.ts';

/** Folders of the collection: what people count there, or read off. None was used to choose a setting. */
const FAMILIES = [
  { folder: 'nab/realTweets', kind: 'count' },
  { folder: 'nab/realKnownCause', kind: 'count' },
  { folder: 'ms-monitoring/consumer-purchase-rate', kind: 'count' },
  { folder: 'ms-monitoring/data-ingress-rate', kind: 'gauge' },
  { folder: 'nab/realAWSCloudwatch', kind: 'gauge' },
] as const;

/**
 * Healthy canaries cut from real series: samples next to each other are paired, and a coin says which of the two
 * is the canary's. Every 120 pairs make a phase, however long a sample lasted. So many coins are thrown for each
 * phase; fewer than one leaves phases out.
 */
export function studyPublicSeries(bench: Bench, collection: string, coins: number): Outcome[] {
  return FAMILIES.flatMap(({ folder, kind }) => {
    const phases = cutPhases(join(collection, folder));
    const cell = { row: folder, column: '', usual: 0, onset: 0 };
    const runs = Math.ceil(phases.length * coins);
    const examine = <Pair>(rules: readonly Rule<Pair>[]) => rules.map((rule) => ({ rule, runs }));
    return kind === 'count'
      ? bench.run<PairedTallies>(
          { ...cell, draw: drawPairs(phases, coins, asTallies) },
          examine([countRatio, kayentaCount]),
        )
      : bench.run<PairedReadings>(
          { ...cell, draw: drawPairs(phases, coins, asReadings) },
          examine([gaugeRatio, kayentaGauge]),
        );
  });
}

type Phase = readonly (readonly [number, number])[];

function cutPhases(folder: string): readonly Phase[] {
  const files = readdirSync(folder).filter((name) => name.endsWith('.csv'));
  return files.toSorted().flatMap((name) => {
    const values = readValues(join(folder, name));
    const whole = Math.floor(values.length / (2 * MINUTES));
    return Array.from({ length: whole }, (_, phase) =>
      Array.from({ length: MINUTES }, (_pair, pair) => {
        const at = 2 * (phase * MINUTES + pair);
        return [values[at] as number, values[at + 1] as number] as const;
      }),
    );
  });
}

/** The second column of a file with a heading. */
function readValues(file: string): readonly number[] {
  const [, ...lines] = readFileSync(file, 'utf8').trim().split(/\r?\n/);
  return lines.map((line) => Number(line.split(',')[1]?.replaceAll('"', '')));
}

/** Phases one after the other, and from the first again. */
function drawPairs<Pair>(
  phases: readonly Phase[],
  coins: number,
  pair: (canary: number, baseline: number, minute: number) => Pair,
): Cell<Pair>['draw'] {
  const step = Math.max(1, 1 / coins);
  return (random, run) => {
    const phase = phases[Math.floor(run * step) % phases.length] as Phase;
    return phase.map(([a, b], minute) =>
      random.uniform() < 0.5 ? pair(a, b, minute) : pair(b, a, minute),
    );
  };
}

function asTallies(canary: number, baseline: number, minute: number): PairedTallies {
  return {
    from: minute * MINUTE,
    to: (minute + 1) * MINUTE,
    canary: { count: canary, exposure: 1 },
    baseline: { count: baseline, exposure: 1 },
  };
}

function asReadings(canary: number, baseline: number, minute: number): PairedReadings {
  return {
    from: minute * MINUTE,
    to: (minute + 1) * MINUTE,
    canary: { value: canary },
    baseline: { value: baseline },
  };
}
