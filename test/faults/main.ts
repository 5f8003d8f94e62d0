import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { runKills } from './kills/suite.ts';
import { addTallies } from './tally.ts';

const { values } = parseArgs({
  options: {
    only: { type: 'string', default: '' },
    verbose: { type: 'boolean', default: false },
    workers: { type: 'string', default: String(2 * availableParallelism()) },
  },
});

const print = (line: string) => void process.stdout.write(`${line}\n`);
const { passed, failed } = addTallies([await runKills(values.only, Number(values.workers), print)]);
print(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
