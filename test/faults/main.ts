/**
 * Plays a release with the bundles as real processes against local servers, and everything that may befall it:
 * `npm run test:faults`. Options: `--part kill|cli|outage|fault`, `--only TEXT` (points whose description holds it;
 * several texts between commas), `--every N` (a sample), `--verbose` (what the processes wrote), `--workers N`, `--self-check` (whether the suite finds mistakes that were put in). The
 * bundles are those of `dist/`, or of the folder that `SLUICE_DIST` names.
 */
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { runCliKills } from './cli/suite.ts';
import { runKills } from './kills/suite.ts';
import { runMatrix } from './matrix/suite.ts';
import { runOutages } from './outage/suite.ts';
import { checkItself } from './self-check.ts';
import { addTallies, type Tally } from './tally.ts';

const { values } = parseArgs({
  options: {
    only: { type: 'string', default: '' },
    every: { type: 'string', default: '1' },
    part: { type: 'string', default: '' },
    verbose: { type: 'boolean', default: false },
    workers: { type: 'string', default: String(2 * availableParallelism()) },
    'self-check': { type: 'boolean', default: false },
  },
});

const print = (line: string) => void process.stdout.write(`${line}\n`);
const workers = Number(values.workers);
const choice = { only: values.only, every: Number(values.every), verbose: values.verbose };

/** The parts of the suite by the beginnings of their points' names. */
const PARTS: Readonly<Record<string, () => Promise<Tally>>> = {
  kill: () => runKills(choice, workers, print),
  cli: () => runCliKills(choice, workers, print),
  outage: () => runOutages(choice, print),
  fault: () => runMatrix(choice, workers, print),
};

/** A name that begins with a part's runs that part alone; any other text is looked for among the kills. */
function partsAskedFor(): readonly string[] {
  const names = Object.keys(PARTS);
  if (values.part !== '') return names.filter((name) => name === values.part);
  if (values.only === '') return names;
  return [names.find((name) => values.only.startsWith(`${name}-`)) ?? 'kill'];
}

const tallies = values['self-check']
  ? [checkItself(values.only, print)]
  : await partsAskedFor().reduce<Promise<readonly Tally[]>>(async (before, name) => {
      const done = await before;
      const tally = await PARTS[name]?.();
      return tally === undefined ? done : [...done, tally];
    }, Promise.resolve([]));
const { passed, failed } = addTallies(tallies);
print(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
