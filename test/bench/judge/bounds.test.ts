import { describe, expect, test } from 'vitest';
import { alarmShare, minutesAt, type Outcome, runCell } from '../../../bench/judge/alarms.ts';
import { checkBounds } from '../../../bench/judge/bounds.ts';
import type { Cost } from '../../../bench/judge/cost.ts';
import { REGRESSIONS } from '../../../bench/judge/grid.ts';
import { NOISES } from '../../../bench/judge/noise.ts';
import type { Rule } from '../../../bench/judge/rules/rule.ts';
import { SLOWER_ROW } from '../../../bench/judge/studies.ts';
import { formatAlarms, formatDetections, formatTable } from '../../../bench/judge/tables.ts';

const COST: Cost = {
  metrics: 30,
  intervals: 1440,
  pods: 200,
  seconds: 0.5,
  firstSeconds: 0.7,
  megabytes: 120,
  emptyMegabytes: 40,
};

/** So many runs, of which some alarmed at a minute. */
function outcome(row: string, rule: string, runs: number, alarms: number, minute: number): Outcome {
  const minutes = Array.from({ length: runs }, (_, i) => (i < alarms ? minute : Infinity));
  return { row, column: '', rule, runs, minutes };
}

const healthy = NOISES.map(({ name }) => outcome(name, 'ours, pods', 2000, 0, 0));
const found = Object.values(REGRESSIONS).flatMap(({ name }) => [
  outcome(name, 'ours, pods', 1000, 1000, 5),
  outcome(name, 'Kayenta', 1000, 1000, 20),
]);
const slower = [
  outcome(SLOWER_ROW, 'ours, pods', 1000, 1000, 6),
  outcome(SLOWER_ROW, 'Kayenta', 1000, 1000, 5),
];

function broken(changed: {
  healthy?: readonly Outcome[];
  found?: readonly Outcome[];
  series?: readonly Outcome[];
  cost?: Cost;
}): readonly string[] {
  return checkBounds({
    alarms: changed.healthy ?? healthy,
    detections: changed.found ?? found,
    latencies: slower,
    publicSeries: changed.series ?? [],
    cost: changed.cost ?? COST,
  })
    .filter(({ holds }) => !holds)
    .map(({ name }) => name);
}

describe('bounds', () => {
  test('hold when all is well', () => {
    expect(broken({})).toEqual([]);
  });

  test('break on too many false alarms in one core cell', () => {
    const [first, ...rest] = healthy;
    if (first === undefined) throw new Error('there is no healthy outcome');
    const bad = outcome(first.row, first.rule, 2000, 21, 30);
    expect(broken({ healthy: [bad, ...rest] })).toEqual(['false alarms, worst core cell']);
    const little = outcome(first.row, first.rule, 2000, 20, 30);
    expect(broken({ healthy: [little, ...rest] })).toEqual([]);
  });

  test('allow a few runs for chance, not for everything', () => {
    const few = (alarms: number) =>
      NOISES.map(({ name }, i) => outcome(name, 'ours, pods', 24, i === 0 ? alarms : 0, 30));
    expect(broken({ healthy: few(2) })).toEqual([]);
    expect(broken({ healthy: few(4) })).toContain('false alarms, worst core cell');
  });

  test('say nothing about cells that were left out', () => {
    const left = checkBounds({
      alarms: [],
      detections: [],
      latencies: [],
      publicSeries: [],
      cost: COST,
    });
    expect(left.map(({ limit }) => limit)).toEqual([1, 200]);
  });

  test('break on a slow or blind judge, on public series and on cost', () => {
    const slow = found.map((one) =>
      one.rule === 'Kayenta' ? one : { ...one, minutes: one.minutes.map(() => 100) },
    );
    expect(broken({ found: slow }).length).toBeGreaterThan(5);
    const series = [outcome('tweets', 'ours', 600, 7, 3)];
    expect(broken({ series })).toEqual(['tweets: false alarms in 600 phases']);
    expect(broken({ cost: { ...COST, seconds: 1.1, megabytes: 201 } })).toHaveLength(2);
  });
});

describe('cells', () => {
  const atThird: Rule<number> = { name: 'third', begin: () => (minute) => minute >= 3 };
  const never: Rule<number> = { name: 'never', begin: () => () => false };

  test('give every rule the same draws, and count from the onset', () => {
    const cell = { row: 'r', column: 'c', usual: 0, onset: 1, draw: () => [1, 2, 3, 4] };
    const [third, blind] = runCell(
      cell,
      [
        { rule: atThird, runs: 4 },
        { rule: never, runs: 2 },
      ],
      'seed',
    ) as [Outcome, Outcome];
    expect(third.minutes).toEqual([2, 2, 2, 2]);
    expect(blind.runs).toBe(2);
    expect(alarmShare(third)).toBe(1);
    expect(alarmShare(blind)).toBe(0);
    expect(minutesAt(blind, 0.5)).toBe(Number.POSITIVE_INFINITY);
  });

  test('are shown as tables', () => {
    expect(
      formatTable([
        ['a', 'b'],
        ['long', '1'],
      ]),
    ).toBe('| a    | b |\n| ---- | - |\n| long | 1 |');
    const outcomes = [
      outcome('calm', 'ours', 200, 1, 9),
      { ...outcome('calm', 'ours', 200, 4, 9), column: 'other' },
    ];
    expect(formatAlarms(outcomes)).toContain('| calm            | 0.5 to 2.0 |');
    expect(formatDetections([outcome('x2', 'ours', 4, 3, 9)])).toContain('9 / - (75%)');
  });
});
