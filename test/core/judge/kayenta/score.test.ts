import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { KayentaLabel } from '../../../../src/core/judge/kayenta/result.ts';
import { scoreMetrics } from '../../../../src/core/judge/kayenta/score.ts';

type Member = readonly [group: string, label: KayentaLabel, critical?: 'critical'];

function score(members: readonly Member[], weights: Readonly<Record<string, number>> = {}) {
  const metrics = members.map(([group, classification, critical], index) => ({
    name: `metric-${index}`,
    groups: group.split(' '),
    classification,
    critical: critical !== undefined,
  }));
  return scoreMetrics(metrics, weights);
}

describe("the canary's score", () => {
  it.each([
    // Kayenta's own cases.
    ['one pass', [['a', 'Pass']], {}, 100],
    ['one failure', [['a', 'High']], {}, 0],
    ['one without data', [['a', 'Nodata']], {}, 0],
    [
      'a group without data',
      [
        ['a', 'Pass'],
        ['a', 'Pass'],
        ['b', 'Nodata'],
      ],
      {},
      100,
    ],
    [
      'one of two',
      [
        ['a', 'Pass'],
        ['a', 'High'],
      ],
      {},
      50,
    ],
    [
      'one of three',
      [
        ['a', 'Pass'],
        ['a', 'High'],
        ['a', 'Low'],
      ],
      {},
      33.33,
    ],
    [
      '75 and 25',
      [
        ['a', 'Pass'],
        ['a', 'Pass'],
        ['b', 'High'],
      ],
      { a: 75, b: 25 },
      75,
    ],
    [
      '50 and 50',
      [
        ['a', 'Pass'],
        ['a', 'High'],
        ['b', 'High'],
      ],
      { a: 50, b: 50 },
      25,
    ],
    [
      'no data in one',
      [
        ['a', 'Pass'],
        ['a', 'Nodata'],
        ['b', 'High'],
      ],
      { a: 50, b: 50 },
      50,
    ],
    [
      'a critical failure',
      [
        ['a', 'Pass'],
        ['a', 'High', 'critical'],
      ],
      {},
      0,
    ],
    [
      'a critical pass',
      [
        ['a', 'Low'],
        ['a', 'Pass', 'critical'],
      ],
      {},
      50,
    ],
    [
      'critical, no data',
      [
        ['a', 'Pass'],
        ['a', 'Nodata', 'critical'],
      ],
      {},
      0,
    ],
    [
      '15 and 85',
      [
        ['a', 'High'],
        ['a', 'Low'],
        ['a', 'Pass'],
        ['b', 'High'],
      ],
      { a: 15, b: 85 },
      5,
    ],
    // What its source and its documentation say beside them.
    [
      'must have data',
      [
        ['a', 'Pass'],
        ['a', 'NodataFailMetric'],
      ],
      {},
      50,
    ],
    [
      'half without data',
      [
        ['a', 'Pass'],
        ['a', 'Nodata'],
      ],
      {},
      0,
    ],
    [
      'half of them must have it',
      [
        ['a', 'Pass'],
        ['a', 'NodataFailMetric'],
      ],
      {},
      50,
    ],
    [
      'errors are not judged',
      [
        ['a', 'Error'],
        ['b', 'Pass'],
      ],
      {},
      100,
    ],
    ['nothing but errors', [['a', 'Error']], {}, 100],
    [
      'what is left, shared',
      [
        ['a', 'High'],
        ['b', 'Pass'],
        ['c', 'Pass'],
      ],
      { a: 40 },
      60,
    ],
    [
      'nothing is left',
      [
        ['a', 'Pass'],
        ['b', 'High'],
      ],
      { a: 100 },
      100,
    ],
    [
      'too much is given',
      [
        ['a', 'Pass'],
        ['b', 'Pass'],
      ],
      { a: 120 },
      100,
    ],
    [
      'too much, and one fails',
      [
        ['a', 'High'],
        ['b', 'Pass'],
      ],
      { a: 120 },
      -20,
    ],
    ['a weighted group without metrics', [['a', 'Pass']], { a: 60, b: 40 }, 60],
    [
      'a metric in two groups',
      [
        ['a b', 'High'],
        ['b', 'Pass'],
      ],
      {},
      25,
    ],
    ['no metrics', [], {}, 0],
    [
      'a cent, rounded as written',
      [
        ['a', 'Pass'],
        ['b', 'High'],
      ],
      { a: 1.005, b: 98.995 },
      1.01,
    ],
    [
      'less than a cent',
      [
        ['a', 'Pass'],
        ['b', 'High'],
      ],
      { a: 0.0000001, b: 99 },
      0,
    ],
    ["a group named like an object's own", [['constructor', 'High']], {}, 0],
  ] as readonly [string, readonly Member[], Readonly<Record<string, number>>, number][])(
    '%s',
    (_, members, weights, expected) => {
      expect(score(members, weights).score).toBe(expected);
    },
  );

  it('says which critical metric made it 0', () => {
    const { reason } = score([
      ['a', 'Pass'],
      ['a', 'Low', 'critical'],
      ['a', 'High', 'critical'],
    ]);
    expect(reason).toEqual({ code: 'critical-metric', metric: 'metric-1' });
  });

  it('says when too much is missing', () => {
    expect(
      score([
        ['a', 'Pass'],
        ['b', 'Nodata'],
      ]).reason,
    ).toEqual({ code: 'too-much-missing' });
  });

  it('lists the groups as they are met, with their weights', () => {
    expect(
      score(
        [
          ['b a', 'Pass'],
          ['c', 'Nodata'],
          ['a', 'Low'],
        ],
        { a: 40 },
      ).groups,
    ).toEqual([
      { name: 'b', score: 100, noData: false, weight: 30 },
      { name: 'a', score: 50, noData: false, weight: 40 },
      { name: 'c', score: 0, noData: true, weight: 30 },
    ]);
  });

  it('lies between 0 and 100, does not know the order, and never falls with one more pass', () => {
    const label = fc.constantFrom<KayentaLabel>('Pass', 'High', 'Low', 'NodataFailMetric');
    const member = fc.tuple(fc.constantFrom('a', 'b', 'c'), label);
    fc.assert(
      fc.property(fc.array(member, { minLength: 1 }), (members) => {
        const { score: total } = score(members);
        expect(total).toBeGreaterThanOrEqual(0);
        expect(total).toBeLessThanOrEqual(100);
        expect(Math.abs(score(members.toReversed()).score - total)).toBeLessThan(0.011);
        const [group] = members[0] ?? ['a'];
        expect(score([...members, [group, 'Pass']]).score).toBeGreaterThanOrEqual(total);
      }),
    );
  });
});
