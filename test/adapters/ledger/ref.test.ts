import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ledgerRef } from '../../../src/adapters/ledger/ref.ts';

test.each([
  ['production', 'checkout', 'refs/rollouts/production/checkout'],
  ['production', 'my app', 'refs/rollouts/production/my=20app'],
  ['eu/west', 'a.b_c-d', 'refs/rollouts/eu=2Fwest/a.b_c-d'],
  ['.', '..', 'refs/rollouts/=2E/=2E=2E'],
  ['a.', 'b.lock', 'refs/rollouts/a=2E/b=2Elock'],
  ['a..b', 'x@{1}', 'refs/rollouts/a=2E.b/x=40=7B1=7D'],
  ['Production', 'Checkout', 'refs/rollouts/production/Checkout'],
  ['Straße', '*~^:?[\\', 'refs/rollouts/stra=C3=9Fe/=2A=7E=5E=3A=3F=5B=5C'],
])('%j and %j are kept at %s', (environment, name, ref) => {
  expect(ledgerRef(environment, name)).toBe(ref);
});

/** No plan can hold half of a surrogate pair. */
const hasNoHalves = (text: string) => !/\p{Cs}/u.test(text);

const name = fc.oneof(
  fc.string({ unit: 'binary', minLength: 1, maxLength: 20 }).filter(hasNoHalves),
  fc.string({
    unit: fc.constantFrom('.', 'l', 'L', 'ock', '=', '2', 'E', '/', '%', '@', '-'),
    minLength: 1,
    maxLength: 9,
  }),
);

test('no two targets share a ref, and one target has one', () => {
  fc.assert(
    fc.property(name, name, name, name, (a, b, c, d) => {
      const isOne = a.toLowerCase() === c.toLowerCase() && b === d;
      expect(ledgerRef(a, b) === ledgerRef(c, d)).toBe(isOne);
    }),
    { numRuns: 2_000 },
  );
});

test.each([
  ['', 'shop'],
  ['production', ''],
  ['production', 'x'.repeat(201)],
])('%j and %j have none', (environment, own) => {
  expect(() => ledgerRef(environment, own)).toThrow(RangeError);
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
