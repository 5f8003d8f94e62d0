import fc from 'fast-check';
import { expect, it } from 'vitest';
import { thinOut } from '../../../src/core/page/thin.ts';

const series = fc
  .array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 500 })
  .map((values) => values.map((value, index) => ({ at: index * 7, value })));

it('keeps the highest and the lowest, in order, and few of all', () => {
  fc.assert(
    fc.property(series, fc.integer({ min: 1, max: 40 }), (points, columns) => {
      const kept = thinOut(points, columns);
      const values = (of: typeof points) => of.map(({ value }) => value);
      expect(Math.max(...values([...kept]))).toBe(Math.max(...values(points)));
      expect(Math.min(...values([...kept]))).toBe(Math.min(...values(points)));
      expect(kept.length).toBeLessThanOrEqual(2 * columns + 2);
      expect(kept.map(({ at }) => at)).toEqual(kept.map(({ at }) => at).toSorted((a, b) => a - b));
      expect(points).toEqual(expect.arrayContaining([...kept]));
    }),
  );
});
