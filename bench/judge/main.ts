import { parseArgs } from 'node:util';
import { alarmShare, minutesAt, type Outcome } from './alarms.ts';
import { checkBounds } from './bounds.ts';
import { measureCost } from './cost.ts';
import { studyPublicSeries } from './public-series.ts';
import {
  type Effort,
  HEALTHY,
  SLOWER_ROW,
  studyDetection,
  studyFalseAlarms,
  studyGauges,
  studyLatencies,
} from './studies.ts';
import { formatAlarms, formatBounds, formatCost, formatDetections } from './tables.ts';

const USAGE = `Compares the judge with the rules that others use, on the same simulated phases.

  --quick       a minute's worth: few runs, wider bounds
  --runs <n>    healthy runs a cell (2000; --quick: 24)
  --seed <text> other draws
  --json        figures for machines instead of tables

Public series are read from the folder that SLUICE_SERIES names; without it they are skipped.
Ends with 1 when a bound is broken.
`;

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    runs: { type: 'string' },
    seed: { type: 'string', default: 'sluice' },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

function main(): number {
  if (values.help) {
    process.stdout.write(USAGE);
    return 0;
  }
  const effort = chooseEffort();
  const cost = measureCost();
  const alarms = studyFalseAlarms(effort, progress);
  const detections = studyDetection(effort, progress);
  const latencies = studyLatencies(effort, progress);
  const gauges = studyGauges(effort, progress);
  const series = judgePublicSeries();
  const bounds = checkBounds(alarms, detections, latencies, series, cost);
  if (values.json) {
    const report = {
      version: 1,
      effort,
      cost,
      errorRates: alarms.map(summarise),
      regressions: detections.map(summarise),
      latencies: latencies.map(summarise),
      gauges: gauges.map(summarise),
      publicSeries: series.map(summarise),
      bounds,
    };
    process.stdout.write(`${JSON.stringify(report, undefined, 2)}\n`);
  } else {
    show('Error rates, healthy canaries (range over five volumes)', formatAlarms(alarms));
    show('Error rates, regressions', formatDetections(detections));
    show('Latencies, healthy', formatAlarms(latencies.filter((one) => !isSlower(one))));
    show('Latencies, regression', formatDetections(latencies.filter(isSlower)));
    show('Gauges, healthy', formatAlarms(gauges.filter(isHealthy)));
    show('Gauges, x1.5', formatDetections(gauges.filter((one) => !isHealthy(one))));
    if (series.length > 0) show('Public series, healthy', formatAlarms(series));
    show('Cost', formatCost(cost));
    show(`Bounds, at ${effort.healthy} and ${effort.harmed} runs a cell`, formatBounds(bounds));
  }
  return bounds.every(({ holds }) => holds) ? 0 : 1;
}

function judgePublicSeries(): Outcome[] {
  const collection = process.env['SLUICE_SERIES'];
  if (collection === undefined || collection === '') {
    process.stderr.write('Public series are skipped: SLUICE_SERIES names no folder.\n');
    return [];
  }
  return studyPublicSeries(collection, values.quick ? 0.1 : 2, values.seed);
}

/** A dot for every cell, for who waits at a terminal. */
function progress(): void {
  if (process.stderr.isTTY) process.stderr.write('.');
}

function isSlower({ row }: Outcome): boolean {
  return row === SLOWER_ROW;
}

function isHealthy({ column }: Outcome): boolean {
  return column === HEALTHY;
}

function chooseEffort(): Effort {
  const { quick, seed } = values;
  const healthy = values.runs === undefined ? (quick ? 24 : 2000) : Number(values.runs);
  return { seed, healthy, harmed: quick ? 40 : Math.min(healthy, 1000) };
}

function summarise(outcome: Outcome) {
  const { row, column, rule, runs } = outcome;
  const minutes = (share: number) => {
    const found = minutesAt(outcome, share);
    return Number.isFinite(found) ? found : null;
  };
  return {
    row,
    column,
    rule,
    runs,
    alarms: alarmShare(outcome),
    median: minutes(0.5),
    p95: minutes(0.95),
  };
}

function show(title: string, body: string): void {
  process.stdout.write(`\n${title}\n\n${body}\n`);
}

process.exitCode = main();
