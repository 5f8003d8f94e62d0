import { describe, expect, it } from 'vitest';
import type { Metric, Plan } from '../../../src/core/plan/plan.ts';
import { boundsOf } from '../../../src/core/simulation/bounds.ts';
import { levelsOf } from '../../../src/core/simulation/levels.ts';
import { trafficFor } from '../../../src/core/simulation/traffic.ts';
import { document } from '../../core/plans.ts';

const KINDS = {
  'error-rate': 'kind: proportion, counts: failures',
  'conversion-rate': 'kind: proportion, counts: successes',
  'latency-p95': 'kind: latency, quantile: 0.95',
  memory: 'kind: gauge',
  orders: 'kind: count',
} as const;

/** A plan of two phases that says these sentences of one metric; the first phase has 10%. */
function plan(
  metric: keyof typeof KINDS,
  criteria: readonly string[],
  conditions: readonly string[] = [],
): Plan {
  const list = (sentences: readonly string[]) =>
    `[${sentences.map((sentence) => `'${metric}${sentence.startsWith(':') ? '' : ' '}${sentence}'`).join(', ')}]`;
  return document(`version: 1
name: checkout
environment: production
target:
  haproxy: { socket: 127.0.0.1:9999, backend: shop, stable: v1, canary: v2 }
metrics:
  ${metric}: { command: { run: ./measure.sh, ${KINDS[metric]} } }
phases:
  - { name: Some, weight: 10%, bake: 30m, criteria: ${list(criteria)} }
  - { name: All, weight: 100%, bake: 30m }
rollback: ${list(conditions)}
`).plan;
}

function only({ metrics }: Plan): Metric {
  const [metric] = metrics;
  if (metric === undefined) throw new Error('no metric');
  return metric;
}

const levels = (of: Plan) => levelsOf(only(of), boundsOf(of, only(of)));

describe('what a plan says of a metric', () => {
  it.each([
    [
      'a criterion wants the value below',
      ['< 1%'],
      [],
      [{ side: 'upper', value: 0.01, weight: 10 }],
    ],
    [
      'a criterion wants the value above',
      ['>= 1%'],
      [],
      [{ side: 'lower', value: 0.01, weight: 10 }],
    ],
    [
      'a condition describes harm, in every phase',
      [],
      ['> 5%'],
      [
        { side: 'upper', value: 0.05, weight: 10 },
        { side: 'upper', value: 0.05, weight: 100 },
      ],
    ],
  ])('%s', (_, criteria, conditions, limits) => {
    const of = plan('error-rate', criteria, conditions);
    expect(boundsOf(of, only(of))).toEqual({ limits, ratios: [] });
  });

  it('a multiple of the baseline counts while there is a baseline', () => {
    const of = plan('error-rate', ['< baseline * 2'], ['> baseline * 3']);
    expect(boundsOf(of, only(of))).toEqual({
      limits: [],
      ratios: [
        { side: 'upper', value: 2, weight: 10 },
        { side: 'upper', value: 3, weight: 10 },
      ],
    });
  });
});

describe('levels', () => {
  it.each<[string, Plan, number, object]>([
    ['failures far below their limit', plan('error-rate', ['< 1%']), 0.001, { errors: 0.08 }],
    [
      'failures beyond the loosest limit',
      plan('error-rate', ['< 1%'], ['> 5%']),
      0.001,
      { errors: 0.15 },
    ],
    [
      'failures beyond what is compared',
      plan('error-rate', ['< 30%', '< baseline * 2']),
      0.1,
      { errors: 0.9 },
    ],
    [
      'failures nobody limits',
      plan('error-rate', [': no significant increase']),
      0.001,
      { errors: 0.08 },
    ],
    [
      'conversions above their limit',
      plan('conversion-rate', ['> 32%']),
      0.4,
      { 'silent-drop': 0.192 },
    ],
    [
      'conversions beyond what is compared',
      plan('conversion-rate', ['>= baseline * 0.5']),
      0.3,
      { 'silent-drop': 0.09 },
    ],
    [
      'conversions nobody limits',
      plan('conversion-rate', [': no significant drop']),
      0.3,
      { 'silent-drop': 0.18 },
    ],
    ['an availability', plan('conversion-rate', ['> 99%']), 0.999, { errors: 0.92 }],
    ['a latency', plan('latency-p95', ['< 2s']), 2 / 3, { latency: 6 }],
    ['a latency nobody limits', plan('latency-p95', ['< baseline * 1.2']), 0.2, { latency: 2 }],
    ['a gauge below its limit', plan('memory', ['< 80']), 40, {}],
    ['a gauge above its limit', plan('memory', ['> 80']), 160, {}],
    ['a gauge between its limits', plan('memory', ['> 80', '< 100']), 90, {}],
    ['a count at a tenth of the traffic', plan('orders', ['> 1/s']), 20, { 'silent-drop': 6 }],
    ['a count of what is bad', plan('orders', ['< 1/s']), 5, { errors: 30 }],
    ['a count that is compared', plan('orders', ['>= baseline * 0.8']), 10, { 'silent-drop': 4.8 }],
  ])('%s', (_, of, healthy, ill) => {
    const found = levels(of);
    expect(found.healthy).toBeCloseTo(healthy, 10);
    expect(Object.keys(found.ill)).toEqual(Object.keys(ill));
    for (const [ailment, level] of Object.entries(ill)) {
      expect(found.ill).toHaveProperty(ailment, expect.closeTo(Number(level), 10));
    }
  });
});

describe('traffic', () => {
  it.each([
    ['a modest plan needs little', plan('error-rate', ['< 10%']), 200],
    ['a strict limit needs much', plan('error-rate', ['< 0.01%']), 50_000],
    ['a narrow comparison needs more', plan('error-rate', ['< 1%', '< baseline * 1.1']), 500_000],
    [
      'what noise cannot keep needs the most there is',
      plan('error-rate', ['< 1%', '< baseline * 1.001']),
      1_000_000,
    ],
    ['gauges and counts need none', plan('memory', ['< 80']), 200],
  ])('%s', (_, of, expected) => {
    expect(trafficFor(of)).toBe(expected);
  });
});
