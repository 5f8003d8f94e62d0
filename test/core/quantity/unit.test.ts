import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatQuantity, parseQuantity, UNIT_SUFFIXES } from '../../../src/core/quantity/unit.ts';

describe('reading a quantity', () => {
  it.each([
    ['0.1%', { value: 0.001, unit: 'ratio' }],
    ['100%', { value: 1, unit: 'ratio' }],
    ['200ms', { value: 0.2, unit: 'seconds' }],
    ['2s', { value: 2, unit: 'seconds' }],
    ['1.5m', { value: 90, unit: 'seconds' }],
    ['5/s', { value: 5, unit: 'per-second' }],
    ['30/m', { value: 0.5, unit: 'per-second' }],
    ['512MiB', { value: 536_870_912, unit: 'bytes' }],
    ['1 GB', { value: 1e9, unit: 'bytes' }],
    ['-12', { value: -12, unit: 'number' }],
    ['', undefined],
    ['%', undefined],
    ['.5%', undefined],
    ['1,5', undefined],
    ['1e3', undefined],
    ['5constructor', undefined],
    ['5toString', undefined],
  ])('%j', (text, expected) => {
    expect(parseQuantity(text)).toEqual(expected);
  });

  it('keeps what was written, to twelve digits', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10_000 }), (tenThousandths) => {
        const percent = tenThousandths / 100;
        expect(parseQuantity(`${percent}%`)?.value).toBe(tenThousandths / 10_000);
      }),
    );
  });

  it('knows every suffix it names', () => {
    for (const suffix of UNIT_SUFFIXES) expect(parseQuantity(`1${suffix}`)).toBeDefined();
  });
});

describe('writing a quantity', () => {
  it.each([
    [0.00123, 'ratio', '0.123%'],
    [0, 'ratio', '0%'],
    [-0, 'number', '0'],
    [0.1824, 'seconds', '182ms'],
    [0.9996, 'seconds', '1s'],
    [1.92, 'seconds', '1.92s'],
    [536_870_912, 'bytes', '512MiB'],
    [100, 'bytes', '100B'],
    [4.2, 'per-second', '4.2/s'],
    [12.5, 'number', '12.5'],
    [Number.NaN, 'ratio', 'no number'],
    [Number.POSITIVE_INFINITY, 'seconds', 'no number'],
  ] as const)('%d in %s is %s', (value, unit, expected) => {
    expect(formatQuantity(value, unit)).toBe(expected);
  });
});
