import type { Arm, ArmReading, Sample } from '../../../core/measurement.ts';
import type { PrometheusSource, Queries } from '../../../core/plan/plan.ts';
import { bindQuery } from '../../../core/plan/query/binding.ts';
import type { Interval } from '../../../core/quantity/instant.ts';
import type { MeasureResult } from '../../../ports/metrics.ts';
import { readBoth, versionOf } from '../context.ts';
import type { MetricsContext } from '../context.ts';
import { failed, noData, obtained } from '../reading.ts';
import type { NoReading, Obtained } from '../reading.ts';
import { countOf, histogramOf, proportionOf, readingOf } from '../sample.ts';
import { refused } from './answer.ts';
import type { Asked, Vector } from './answer.ts';
import { createPrometheusClient } from './client.ts';
import { confirmAbsence } from './existence.ts';
import { histogramsIn, numbersIn } from './vector.ts';
import type { ByPod } from './vector.ts';

/** Measures one metric in both arms over exactly the interval: `$window` is its length. */
export async function measurePrometheus(
  metric: string,
  { connection, queries, podLabel }: PrometheusSource,
  interval: Interval,
  context: MetricsContext,
): Promise<MeasureResult> {
  const client = createPrometheusClient(connection, context.environment);
  const window = interval.to - interval.from;
  const ask = async (query: string, arm: Arm) => {
    const bound = bindQuery(query, { version: versionOf(context, arm), arm, window });
    if (bound.outcome === 'refused') {
      return failed('refused', `the query ${query} cannot be bound: ${bound.problem}`);
    }
    return confirmAbsence(await client.queryInstant(bound.text, interval.to), client);
  };
  const readings = await readBoth((arm) => readArm(queries, (query) => ask(query, arm), podLabel));
  return { measurement: { metric, ...interval, ...readings } };
}

export type Ask = (query: string) => Promise<Obtained<Vector>>;

/** One arm's reading from what its queries return, whoever asks them; by the pods of a label, or of the usual ones. */
export async function readArm(
  queries: Queries,
  ask: Ask,
  podLabel: string | undefined,
): Promise<ArmReading> {
  const readNumbers = (vector: Vector) => numbersIn(vector, podLabel);
  switch (queries.role) {
    case 'proportion': {
      const [events, total] = await Promise.all([ask(queries.events), ask(queries.total)]);
      if (total.outcome !== 'obtained') return total;
      if (events.outcome !== 'obtained') return events;
      return readEach(
        total,
        (whole) => joinPods(readNumbers(events.value), readNumbers(whole), events.value.asked),
        (pod, where) => proportionOf(pod.events, pod.total, where),
      );
    }
    case 'histogram':
      return readEach(
        await ask(queries.histogram),
        (vector) => histogramsIn(vector, podLabel),
        histogramOf,
      );
    case 'gauge':
      return readEach(await ask(queries.gauge), readNumbers, (value) =>
        obtained({ kind: 'gauge', value }),
      );
    case 'count':
      return readEach(await ask(queries.count), readNumbers, countOf);
  }
}

/** Turns what was read of each pod into a sample. */
function readEach<T>(
  answer: Obtained<Vector>,
  read: (vector: Vector) => Obtained<ByPod<T>>,
  sampleOf: (value: T, where: string) => Obtained<Sample>,
): ArmReading {
  if (answer.outcome !== 'obtained') return answer;
  const { asked } = answer.value;
  const pods = read(answer.value);
  if (pods.outcome !== 'obtained') return pods;
  if (pods.value.size === 0) return noSeries(asked);
  const samples = new Map<string, Sample>();
  for (const [pod, value] of pods.value) {
    const sample = sampleOf(value, `${asked.address}, query ${asked.query}`);
    if (sample.outcome !== 'obtained') return sample;
    samples.set(pod, sample.value);
  }
  return readingOf(samples);
}

/**
 * Events beside their total by pod. Where the total exists, missing events are none: counters of failures
 * commonly come into being with the first failure.
 */
function joinPods(
  events: Obtained<ByPod<number>>,
  total: Obtained<ByPod<number>>,
  asked: Asked,
): Obtained<ByPod<{ readonly events: number; readonly total: number }>> {
  if (total.outcome !== 'obtained') return total;
  if (total.value.size === 0) return obtained(new Map());
  if (events.outcome !== 'obtained') return events;
  const stray = [...events.value].find(
    ([pod, count]) => !total.value.has(pod) && !(pod === '' && count === 0), // … or vector(0)
  )?.[0];
  if (stray !== undefined) {
    const found = stray === '' ? 'no pods' : `the pod ${stray}`;
    const why = `it returns ${found} where the query of the total does not: group both by the same labels`;
    return refused(asked, why);
  }
  const joined = [...total.value].map(
    ([pod, count]) => [pod, { events: events.value.get(pod) ?? 0, total: count }] as const,
  );
  return obtained(new Map(joined));
}

function noSeries({ address, query }: Asked): NoReading {
  const detail = `${address} knows no series for ${query}: is the version's label right, and was there any traffic?`;
  return noData('no-series', detail);
}
