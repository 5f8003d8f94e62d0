import { alarmShare, minutesAt, type Outcome } from './alarms.ts';
import { type Bound, checkBounds } from './bounds.ts';
import { chooseEffort } from './effort.ts';
import { readOptions, USAGE } from './options.ts';
import { publish } from './publish.ts';
import { type Results, runStudies } from './results.ts';
import { formatResults } from './report.ts';
import { NO_STORE, openStore } from './store.ts';

const options = readOptions();

function main(): number {
  if (options.help) {
    process.stdout.write(USAGE);
    return 0;
  }
  const results = runStudies({
    effort: chooseEffort(options),
    cells: new RegExp(options.cells),
    store: options.keep === undefined ? NO_STORE : openStore(options.keep),
    keptOnly: options['kept-only'],
    collection: findCollection(),
    coins: options.quick ? 0.1 : 2,
  });
  const bounds = checkBounds(results);
  if (options.json) process.stdout.write(`${JSON.stringify(reportOf(results, bounds), null, 2)}\n`);
  else process.stdout.write(`${formatResults(results, bounds)}\n`);
  if (options.publish !== undefined) publish(options.publish, results, bounds);
  return bounds.every(({ holds }) => holds) ? 0 : 1;
}

function findCollection(): string | undefined {
  const collection = process.env['SLUICE_SERIES'];
  if (collection !== undefined && collection !== '') return collection;
  process.stderr.write('Public series are skipped: SLUICE_SERIES names no folder.\n');
  return undefined;
}

function reportOf({ effort, cost, ...studies }: Results, bounds: readonly Bound[]) {
  const outcomes = Object.entries(studies).map(([name, found]) => [name, found.map(summarise)]);
  return { version: 1, effort, cost, ...Object.fromEntries(outcomes), bounds };
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

process.exitCode = main();
