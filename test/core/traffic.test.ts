import { describe, expect, it } from 'vitest';
import { agrees } from '../../src/core/traffic.ts';

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
