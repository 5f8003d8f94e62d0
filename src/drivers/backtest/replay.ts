import { onsetIn, type Plant } from '../../core/backtest/plant.ts';
import { type Arms, splitReading } from '../../core/backtest/split.ts';
import { worsen } from '../../core/backtest/worsen.ts';
import { createRandom, type Random } from '../../core/simulation/random.ts';
import type { Metric } from '../../core/plan/plan.ts';
import type { Duration, Instant, Interval } from '../../core/quantity/instant.ts';
import type { Metrics } from '../../ports/metrics.ts';
import type { Traffic } from '../../ports/traffic.ts';
import type { Timeline } from './timeline.ts';

/** What the past is replayed as. */
export interface Replay {
  /** `split`: stable's own traffic plays both arms; `recorded`: both versions as they were. */
  readonly arms: 'split' | 'recorded';
  readonly seed: number;
  readonly start: Instant;
  /** Of the phase that is replayed: a regression may begin at a share of it. */
  readonly bake: Duration;
  readonly plant?: Plant | undefined;
}

/** Metrics as a rollout that had begun back then would have read them. */
export function replayMetrics(timeline: Timeline, traffic: Traffic, replay: Replay): Metrics {
  const { arms, seed, start, plant, bake } = replay;
  const onset = plant ? start + onsetIn(plant, bake) : Number.POSITIVE_INFINITY;

  async function cut({ name }: Metric, interval: Interval): Promise<Arms> {
    const baseline = timeline.at(name, 'baseline', interval);
    if (arms === 'recorded') return { canary: timeline.at(name, 'canary', interval), baseline };
    const weight = await traffic.readWeight();
    return splitReading(baseline, {
      share: weight.outcome === 'ok' ? (weight.weight ?? 0) / 100 : 0,
      random: streamOf(seed, start, name, interval.to),
      rank: (pod) => streamOf(seed, start, pod)(),
    });
  }

  return {
    async measure({ metric, interval }) {
      let both = await cut(metric, interval);
      const whole = timeline.at(metric.name, 'baseline', interval);
      const isPlanted = plant?.metric === metric.name && interval.from >= onset;
      if (isPlanted && whole.outcome === 'sample') {
        const random = streamOf(seed, start, `${plant.text}/${metric.name}`, interval.to);
        both = { ...both, canary: worsen(both.canary, plant.change, whole.sample, random) };
      }
      return { measurement: { metric: metric.name, ...interval, ...both } };
    },
  };
}

/** Random numbers of their own for everything that is named, whatever is drawn before: FNV-1a of the names. */
function streamOf(...names: readonly (string | number)[]): Random {
  let hash = 0x811c9dc5;
  for (const character of names.join('/')) {
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  }
  return createRandom(hash);
}
