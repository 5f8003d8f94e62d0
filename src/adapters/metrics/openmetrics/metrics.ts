import type { Arm, ArmReading, Cursor, Sample } from '../../../core/measurement.ts';
import type { OpenMetricsSource, Queries } from '../../../core/plan/plan.ts';
import type { Interval } from '../../../core/quantity/instant.ts';
import type { MeasureResult } from '../../../ports/metrics.ts';
import { versionOf } from '../context.ts';
import type { MetricsContext } from '../context.ts';
import { allOf, noData } from '../reading.ts';
import type { NoReading, Obtained } from '../reading.ts';
import { readingOf } from '../sample.ts';
import { takeSnapshot } from './counter.ts';
import { recall, remember } from './cursor.ts';
import type { Memory, Snapshots } from './cursor.ts';
import { sampleOf } from './growth.ts';
import type { ReadInstance } from './instance.ts';
import { findSlip } from './slip.ts';
import { explainAbsence, readSelectors, selectFrom } from './selected.ts';
import type { Selected } from './selected.ts';

/**
 * Measures one metric from the pages of the instances themselves, from the cursor until now: the first look
 * only sets the cursor. Both arms are always counted over the same time. So when the canary cannot be read
 * neither arm moves on, and when only the baseline cannot, the canary is counted and the baseline begins anew.
 */
export async function measureOpenMetrics(
  metric: string,
  source: OpenMetricsSource,
  interval: Interval,
  cursor: Cursor | undefined,
  context: MetricsContext & { readonly readInstance: ReadInstance },
): Promise<MeasureResult> {
  const { queries } = source;
  const since = recall(cursor, queries);
  const now = context.now();
  const read = (address: string) => context.readInstance(address, source.timeout);
  const [canary, baseline] = await Promise.all([
    lookAt('canary', source, read, context),
    lookAt('baseline', source, read, context),
  ]);

  const from = since?.at ?? Math.min(interval.from, now);
  const to = since === undefined ? now : Math.max(now, from + 1); // clocks of two machines may differ
  const span = { metric, from, to };
  if (canary.outcome !== 'obtained') {
    const uncounted = baseline.outcome === 'obtained' ? notAtTheSameTime() : baseline;
    return {
      measurement: { ...span, canary, baseline: uncounted },
      ...(cursor !== undefined && { cursor }),
    };
  }
  const memory = {
    at: to,
    canary: memorize(canary.value),
    baseline: baseline.outcome === 'obtained' ? memorize(baseline.value) : null,
  };
  return {
    measurement: {
      ...span,
      canary: since ? compare(queries, canary.value, since.canary) : firstLook(),
      baseline: readBaseline(queries, baseline, since),
    },
    cursor: remember(memory, queries),
  };
}

/** Every instance of an arm with the series that the metric wants; one that fails fails the arm. */
async function lookAt(
  arm: Arm,
  source: OpenMetricsSource,
  read: (address: string) => ReturnType<ReadInstance>,
  context: MetricsContext,
): Promise<Obtained<readonly Selected[]>> {
  const addresses = arm === 'canary' ? source.canary : source.stable;
  if (addresses.length === 0) return noData('no-arm', `the plan names no instance of the ${arm}`);
  const variables = { version: versionOf(context, arm), arm, window: undefined };
  const selectors = readSelectors(source.queries, variables);
  if (selectors.outcome !== 'obtained') return selectors;
  const instances = allOf(await Promise.all(addresses.map(read)));
  if (instances.outcome !== 'obtained') return instances;
  return allOf(instances.value.map((one) => selectFrom(one, selectors.value, source.queries.role)));
}

function readBaseline(
  queries: Queries,
  look: Obtained<readonly Selected[]>,
  since: Memory | undefined,
): ArmReading {
  if (look.outcome !== 'obtained') return look;
  if (since === undefined) return firstLook();
  if (since.baseline !== null) return compare(queries, look.value, since.baseline);
  const detail = 'the baseline could not be read at the last look: it is counted again from now on';
  return noData('partial', detail);
}

/** What the instances of an arm counted since the last look, added up. */
function compare(queries: Queries, instances: readonly Selected[], since: Snapshots): ArmReading {
  if (instances.every(({ main }) => main.length === 0)) return explainAbsence(instances);
  const slip = findSlip(instances);
  if (slip !== undefined) return slip;
  const samples = new Map<string, Sample>();
  for (const instance of instances) {
    const before = since[instance.name];
    if (before === undefined) {
      return noData('partial', `${instance.address} is new: it is counted from now on`);
    }
    // An instance that never observed anything has no buckets yet.
    if (queries.role === 'histogram' && instance.main.length === 0) continue;
    const sample = sampleOf(queries.role, instance, before);
    if (sample.outcome !== 'obtained') return sample;
    samples.set(instance.name, sample.value);
  }
  return readingOf(samples);
}

function memorize(instances: readonly Selected[]): Snapshots {
  const snapshots = instances.map(
    ({ name, page, main, events }) => [name, takeSnapshot(page, [...main, ...events])] as const,
  );
  return Object.fromEntries(snapshots);
}

function firstLook(): NoReading {
  return noData(
    'first-look',
    'the counters are read for the first time: growth shows at the next look',
  );
}

function notAtTheSameTime(): NoReading {
  return noData(
    'partial',
    'the canary could not be read at the same time: both are counted at the next look',
  );
}
