import { describe, expect, it } from 'vitest';
import { parseMoment } from '../../../src/core/quantity/moment.ts';

const NOW = Date.UTC(2026, 10, 22, 12);

describe('a moment', () => {
  it.each([
    ['now', NOW],
    ['-7d', Date.UTC(2026, 10, 15, 12)],
    ['1h30m', Date.UTC(2026, 10, 22, 10, 30)],
    ['2026-11-20', Date.UTC(2026, 10, 20)],
    ['2026-11-20 14:03', Date.UTC(2026, 10, 20, 14, 3)],
    ['2026-11-20T14:03Z', Date.UTC(2026, 10, 20, 14, 3)],
    ['2026-11-20T14:03:30.5Z', Date.UTC(2026, 10, 20, 14, 3, 30, 500)],
    ['2026-11-20T14:03+01:00', Date.UTC(2026, 10, 20, 13, 3)],
  ])('%s', (text, expected) => expect(parseMoment(text, NOW)).toBe(expected));

  it.each(['', 'yesterday', '2026-13-01', '2026-11-20T25:00Z', '14:03', '-', '7', '--7d'])(
    'is not %j',
    (text) => expect(parseMoment(text, NOW)).toBeUndefined(),
  );
});
