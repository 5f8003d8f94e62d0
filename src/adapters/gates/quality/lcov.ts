import { type NumbersReading, share } from './numbers.ts';

const COUNT = /^(LF|LH|BRF|BRH|FNF|FNH):(\d+)\s*$/gm;

/** The shares of lines, branches and functions that an lcov tracefile says were covered. */
export function readLcov(text: string): NumbersReading {
  const sums = new Map<string, number>();
  for (const [, key = '', count] of text.matchAll(COUNT)) {
    sums.set(key, (sums.get(key) ?? 0) + Number(count));
  }
  if (!sums.has('LF')) return 'it is no lcov tracefile: no line begins with LF:';
  const covered = (hit: string, found: string) => share(sums.get(hit) ?? 0, sums.get(found) ?? 0);
  return new Map([
    ['lines', covered('LH', 'LF')],
    ['branches', covered('BRH', 'BRF')],
    ['functions', covered('FNH', 'FNF')],
  ]);
}
