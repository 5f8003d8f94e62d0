import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ledgerRef, readLedgerRef } from '../../../src/adapters/ledger/ref.ts';

test.each([
  ['production', 'checkout', 'refs/rollouts/production/checkout'],
  ['production', 'my app', 'refs/rollouts/production/my=20app'],
  ['eu/west', 'a.b_c-d', 'refs/rollouts/eu=2Fwest/a.b_c-d'],
  ['.', '..', 'refs/rollouts/=2E/=2E=2E'],
  ['a.', 'b.lock', 'refs/rollouts/a=2E/b=2Elock'],
  ['a..b', 'x@{1}', 'refs/rollouts/a=2E.b/x=40=7B1=7D'],
  ['', '=', 'refs/rollouts/=/=3D'],
  ['Straße', '*~^:?[\\', 'refs/rollouts/Stra=C3=9Fe/=2A=7E=5E=3A=3F=5B=5C'],
])('%j and %j are kept at %s', (environment, name, ref) => {
  expect(ledgerRef(environment, name)).toBe(ref);
});

const name = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.string({
    unit: fc.constantFrom('.', 'l', 'ock', '=', '2', 'E', '/', '%', '@', '-'),
    maxLength: 9,
  }),
);

test('no two targets share a ref', () => {
  fc.assert(
    fc.property(name, name, name, name, (a, b, c, d) => {
      expect(ledgerRef(a, b) === ledgerRef(c, d)).toBe(a === c && b === d);
    }),
    { numRuns: 2_000 },
  );
});

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
])('%s is no ledger of ours', (ref) => {
  expect(readLedgerRef(ref)).toBeUndefined();
});

test('git accepts every ref', () => {
  const refs = fc
    .sample(fc.tuple(name, name), { numRuns: 150, seed: 4711 })
    .map(([a, b]) => ledgerRef(a, b));
  for (const ref of new Set(refs)) {
    expect(
      execFileSync('git', ['check-ref-format', '--normalize', ref], { encoding: 'utf8' }),
    ).toBe(`${ref}\n`);
  }
});
