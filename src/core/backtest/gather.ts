import type { ArmReading, Sample } from '../measurement.ts';
import { sumSamples } from '../judge/sum.ts';

/** An arm from its pods: counts and buckets add up, readings are averaged. */
export function gatherPods(pods: readonly (readonly [string, Sample])[]): ArmReading {
  const samples = pods.map(([, sample]) => sample);
  const sample = samples[0]?.kind === 'gauge' ? meanOf(samples) : sumSamples(samples);
  if (sample === undefined) throw new Error('there is no pod to gather');
  return { outcome: 'sample', sample, pods: Object.fromEntries(pods) };
}

function meanOf(samples: readonly Sample[]): Sample {
  const values = samples.flatMap((sample) => (sample.kind === 'gauge' ? [sample.value] : []));
  return { kind: 'gauge', value: values.reduce((sum, value) => sum + value, 0) / values.length };
}
