import { layOut } from '../../src/core/backtest/format.ts';
import { writeHistory } from './histories.ts';
import type { Shape } from './histories.ts';
import { measureRestart } from './restart.ts';
import type { RestartCost } from './restart.ts';

const COUNTS = [10, 1_000, 10_000];
const SHAPES: readonly Shape[] = ['many phases', 'one phase'];
/** One answer of GraphQL, and a blob for each file that it cuts. */
const MOST_REQUESTS = 3;

const HEAD = [
  'history',
  'events',
  'requests',
  'KB read',
  'time',
  'of one file',
  'requests to append',
  'KB sent',
  'of one file',
];

async function main(): Promise<number> {
  const costs: RestartCost[] = [];
  for (const shape of SHAPES) {
    for (const count of COUNTS) costs.push(await measureRestart(await writeHistory(shape, count)));
  }
  process.stdout.write(`${layOut([HEAD, ...costs.map((cost) => row(cost, costs))]).join('\n')}\n`);
  return costs.every(({ readRequests }) => readRequests <= MOST_REQUESTS) ? 0 : 1;
}

/** Times as multiples of the shortest history's, and as shares of what one file with every event would take. */
function row(cost: RestartCost, all: readonly RestartCost[]): readonly string[] {
  const { history, readRequests, readBytes, milliseconds, appendRequests, appendBytes } = cost;
  const shortest = all.find((other) => other.history.shape === history.shape) ?? cost;
  return [
    history.shape,
    history.count.toLocaleString('en'),
    String(readRequests),
    kilobytes(readBytes),
    `${(milliseconds / shortest.milliseconds).toFixed(0)}x`,
    share(milliseconds, cost.wholeMilliseconds),
    String(appendRequests),
    kilobytes(appendBytes),
    share(appendBytes, cost.wholeBytes),
  ];
}

function kilobytes(bytes: number): string {
  return (bytes / 1_000).toFixed(0);
}

function share(part: number, whole: number): string {
  return `${((100 * part) / whole).toFixed(0)}%`;
}

process.exitCode = await main();
