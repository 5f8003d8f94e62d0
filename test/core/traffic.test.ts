import { describe, expect, it } from 'vitest';
import { agrees, steadyWeight } from '../../src/core/traffic.ts';

describe('whether a weight read back is the one asked for', () => {
  it.each([
    [25, 25, true],
    [25, 25.5, true],
    [25, 24.4, false],
    [0, 0, true],
    [0, 0.4, false],
    [0.4, 0, false],
    [100, 100, true],
    [100, 99.6, false],
    [99.8, 100, false],
  ])('%d percent asked, %d percent found: %s', (wanted, found, expected) => {
    expect(agrees(wanted, found)).toBe(expected);
  });
});

describe('the weight that was carried all along', () => {
  it.each([
    [[], undefined],
    [[5], 5],
    [[5, 4.7, 4.8], 4.8],
    [[5, 10], null],
    [[5, 10, 10], null],
    [[5, null, 5], null],
    [[5, null], null],
    [[0.4, 0], null],
    [[0, 0], 0],
  ])('of the sightings %j is %s', (sightings, weight) => {
    expect(steadyWeight(sightings)).toBe(weight);
  });
});
