import type { Outcome } from './alarms.ts';
import type { Bound } from './bounds.ts';
import type { Results } from './results.ts';
import { HEALTHY, SLOWER_ROW } from './studies.ts';
import { formatAlarms, formatBounds, formatCost, formatDetections } from './tables.ts';

/** Everything as Markdown, one heading of the given level for every study that has results. */
export function formatResults(results: Results, bounds: readonly Bound[], heading = '##'): string {
  const { effort, cost, alarms, detections, silence, sharing, latencies, gauges } = results;
  const quantity = `${effort.healthy} and ${effort.harmed} runs a cell`;
  return [
    section('Error rates, healthy canaries (range over five volumes)', alarms, formatAlarms),
    section('Error rates, regressions', detections, formatDetections),
    section('A baseline without errors', silence, formatDetections),
    section('What is allowed, shared by several sentences', sharing, formatDetections),
    section('Latencies, healthy', without(latencies, isSlower), formatAlarms),
    section('Latencies, regression', latencies.filter(isSlower), formatDetections),
    section('Gauges, healthy', gauges.filter(isHealthy), formatAlarms),
    section('Gauges, x1.5', without(gauges, isHealthy), formatDetections),
    section('Public series, healthy', results.publicSeries, formatAlarms),
    `Cost\n\n${formatCost(cost)}`,
    `Bounds, at ${quantity}\n\n${formatBounds(bounds)}`,
  ]
    .filter((text) => text !== '')
    .map((text) => `${heading} ${text}`)
    .join('\n\n');
}

function section(
  title: string,
  outcomes: readonly Outcome[],
  format: (outcomes: readonly Outcome[]) => string,
): string {
  return outcomes.length === 0 ? '' : `${title}\n\n${format(outcomes)}`;
}

function without(outcomes: readonly Outcome[], match: (outcome: Outcome) => boolean): Outcome[] {
  return outcomes.filter((one) => !match(one));
}

function isSlower({ row }: Outcome): boolean {
  return row === SLOWER_ROW;
}

function isHealthy({ column }: Outcome): boolean {
  return column === HEALTHY;
}
