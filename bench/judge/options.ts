import { parseArgs } from 'node:util';

export const USAGE = `Compares the judge with the rules that others use, on the same simulated phases.

  --quick           a minute's worth: few runs, wider bounds
  --runs <n>        healthy runs a cell (2000; --quick: 30)
  --peers <n>       of those, the first ones that the others' rules look at too (250; --quick: 8)
  --seed <text>     other draws
  --cells <regex>   only the cells whose "row, column" match; bounds without cells are left out
  --keep <folder>   keeps finished cells there and takes them from there: a long run can be continued
  --kept-only       tables of what is kept so far; runs nothing but the cost
  --json            figures for machines instead of tables
  --publish <file>  puts the tables into the file's section "## Measured", and pictures beside it

Public series are read from the folder that SLUICE_SERIES names; without it they are skipped.
Ends with 1 when a bound is broken.
`;

export function readOptions() {
  const { values } = parseArgs({
    options: {
      quick: { type: 'boolean', default: false },
      runs: { type: 'string' },
      peers: { type: 'string' },
      seed: { type: 'string', default: 'sluice' },
      cells: { type: 'string', default: '' },
      keep: { type: 'string' },
      'kept-only': { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      publish: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  return values;
}
