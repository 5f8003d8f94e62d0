import { expect, it } from 'vitest';
import { formatInstant } from '../../../src/core/quantity/instant.ts';

it('writes an instant in universal time', () => {
  expect(formatInstant(1_795_316_400_000)).toBe('2026-11-22T03:00:00.000Z');
});
