import { expect, it } from 'vitest';
import type { Verdict, VerdictReason } from '../../../src/core/judge/report.ts';
import { type Standing, standingOf, worstOf } from '../../../src/core/judge/standing.ts';

it.each<[Verdict, VerdictReason, Standing]>([
  ['pass', 'holds', 'pass'],
  ['pass', 'too-early', 'not-yet'],
  ['inconclusive', 'too-early', 'not-yet'],
  ['inconclusive', 'no-data', 'inconclusive'],
  ['pass', 'not-applicable', 'not-applicable'],
  ['fail', 'broken', 'fail'],
])('%s because %s stands as %s', (verdict, reason, standing) => {
  expect(standingOf({ verdict, reason })).toBe(standing);
});

it('takes the worst: what nobody can know before what time will tell', () => {
  expect(worstOf(['pass', 'not-yet', undefined, 'inconclusive'])).toBe('inconclusive');
  expect(worstOf(['pass', 'not-yet'])).toBe('not-yet');
  expect(worstOf([undefined])).toBeUndefined();
});
