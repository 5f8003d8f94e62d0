import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createBench } from '../../../bench/judge/bench.ts';
import type { Rule } from '../../../bench/judge/rules/rule.ts';
import { NO_STORE, openStore } from '../../../bench/judge/store.ts';

const never: Rule<number> = { name: 'never', begin: () => () => false };
const atSecond: Rule<number> = { name: 'second', begin: () => (minute) => minute >= 2 };

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bench-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

describe('cells that were kept', () => {
  test('are not run again, and are told as they were', () => {
    let drawn = 0;
    const cell = {
      row: 'calm',
      column: 'usual',
      usual: 0,
      onset: 0,
      draw: () => {
        drawn += 1;
        return [1, 2, 3];
      },
    };
    const run = (seed: string, keptOnly = false) =>
      createBench({ seed, cells: /calm, us/, store: openStore(folder), keptOnly, progress }).run(
        cell,
        [
          { rule: never, runs: 3 },
          { rule: atSecond, runs: 2 },
        ],
      );
    const first = run('a');
    expect(first.map(({ minutes }) => minutes)).toEqual([
      [Infinity, Infinity, Infinity],
      [2, 2],
    ]);
    expect(run('a')).toEqual(first);
    expect(drawn).toBe(3);
    expect(run('b', true)).toEqual([]);
    run('b');
    expect(drawn).toBe(6);
  });

  test('are left out when they do not match', () => {
    const bench = createBench({
      seed: '',
      cells: /x5$/,
      store: NO_STORE,
      keptOnly: false,
      progress,
    });
    const draw = () => [1];
    const examined = [{ rule: never, runs: 1 }];
    expect(bench.run({ row: 'x2', column: '', usual: 0, onset: 0, draw }, examined)).toEqual([]);
    expect(bench.run({ row: 'x5', column: '', usual: 0, onset: 0, draw }, examined)).toHaveLength(
      1,
    );
  });
});

function progress(): void {}
