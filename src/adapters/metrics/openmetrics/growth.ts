import type { Sample } from '../../../core/measurement.ts';
import type { Queries } from '../../../core/plan/plan.ts';
import { parseNumber } from '../number.ts';
import { failed, noData, obtained } from '../reading.ts';
import type { Obtained } from '../reading.ts';
import { countOf, histogramOf, proportionOf } from '../sample.ts';
import { bucketIncreases, increaseOf, isLossUnknown } from './counter.ts';
import type { Snapshot } from './counter.ts';
import type { Series } from './page.ts';
import type { Selected } from './selected.ts';

/** What one instance counted since its snapshot, or shows now. */
export function sampleOf(
  role: Queries['role'],
  instance: Selected,
  before: Snapshot,
): Obtained<Sample> {
  const { main, events, address, page } = instance;
  if (role === 'gauge') return readGauge(instance);
  if (isLossUnknown([...main, ...events], page, before)) {
    const detail = `${address}: the process was started anew in between, and its counters do not tell what it had counted until then`;
    return noData('counter-reset', detail);
  }
  switch (role) {
    case 'proportion':
      return proportionOf(increaseOf(events, before), increaseOf(main, before), address);
    case 'histogram':
      return readHistogram(instance, before);
    case 'count':
      return countOf(increaseOf(main, before), address);
  }
}

function readGauge({ main, address }: Selected): Obtained<Sample> {
  const [series, another] = main;
  if (series === undefined) return noData('partial', `${address} does not show the gauge`);
  if (another !== undefined) {
    const detail = `${address}: ${main.length} series of ${series.name} match: add matchers until one is left`;
    return failed('refused', detail);
  }
  return obtained({ kind: 'gauge', value: series.value });
}

function readHistogram({ main, address }: Selected, before: Snapshot): Obtained<Sample> {
  const broken = main.find((series) => Number.isNaN(edgeOf(series)));
  if (broken !== undefined) {
    return failed(
      'malformed',
      `${address}: a bucket of ${broken.name} has no number as its \`le\``,
    );
  }
  return histogramOf(bucketIncreases(main, edgeOf, before), address);
}

function edgeOf({ labels }: Series): number {
  return parseNumber(labels.get('le') ?? '') ?? Number.NaN;
}
