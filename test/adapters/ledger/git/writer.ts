import { createGitLedger } from '../../../../src/adapters/ledger/git/ledger.ts';
import { writeAtOnce } from '../writers.ts';

const [folder = '', from = '0', writers = '1', rounds = '1'] = process.argv.slice(2);
const open = (writer: { readonly id: string; readonly attempt: number }) =>
  createGitLedger({ folder, environment: 'production', name: 'checkout', writer });
const crowd = { writers: Number(writers), rounds: Number(rounds), from: Number(from) };
process.stdout.write(JSON.stringify(await writeAtOnce(open, crowd)));
