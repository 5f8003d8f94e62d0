import { expect, it } from 'vitest';
import { readOptions } from '../../src/cli/options.ts';

it.each([
  [[], 'say what to do'],
  [['stauts'], 'there is no command stauts: did you mean `status`?'],
  [['dance'], /^there is no command dance: validate, plan, simulate, /],
  [['status', '--ledgr', 'git:.'], 'there is no option --ledgr: did you mean --ledger?'],
  [['status', '--ledgr=git:.'], 'there is no option --ledgr: did you mean --ledger?'],
  [['status', '--constructor'], 'there is no option --constructor'],
  [['status', '--ledger'], /^Option '--ledger <value>' argument missing$/],
  [['validate', 'a.yml', 'b.yml'], 'one plan at a time: b.yml is too much'],
  [['history', '--limit', '0'], '--limit wants a number, not 0'],
  [['simulate', '--seed', 'x'], '--seed wants a whole number, not x'],
] as const)('says of %j what is wrong with it', (args, wrong) => {
  expect(readOptions(args)).toMatch(wrong);
});

it.each([[['--help']], [['help']], [['status', '-h']]])('helps with %j', (args) => {
  expect(readOptions(args)).toBe('help');
});

it('takes a past for a value', () => {
  expect(readOptions(['backtest', '--from', '-7d'])).toMatchObject({ from: '-7d' });
});
