import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readLedgerRef } from '../../../src/adapters/ledger/ledger-name.ts';
import { ledgerRef } from '../../../src/adapters/ledger/ref.ts';

const name = fc
  .string({ unit: fc.constantFrom('.', 'l', 'ock', '=', '2', 'e', '/', '%', '@', '-', 'ß', ' ') })
  .filter((text) => text.length > 0 && text.length < 12);

test('a ref tells its target', () => {
  fc.assert(
    fc.property(name, name, (environment, called) => {
      const ref = ledgerRef(environment, called);
      expect(readLedgerRef(ref)).toEqual({ environment, name: called });
    }),
    { numRuns: 2_000 },
  );
});

test.each([
  'refs/heads/main',
  'refs/rollouts/production',
  'refs/rollouts/production/shop/closed',
  'refs/rollouts/production/my=2',
  'refs/rollouts/production/=FF',
  'refs/rollouts/production/sh=6Fp',
  'refs/rollouts/production/=',
  `refs/rollouts/production/${'x'.repeat(300)}`,
])('%s is no ledger of ours', (ref) => {
  expect(readLedgerRef(ref)).toBeUndefined();
});
