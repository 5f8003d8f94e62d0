import { describe, expect, it } from 'vitest';
import { lookAtPrometheus } from '../../../src/adapters/gates/prometheus/gate.ts';
import type { PrometheusGate } from '../../../src/core/plan/plan.ts';
import { serve } from '../http/server.ts';
import { prometheusGate } from './plan.ts';

async function lookAtValue(operator: PrometheusGate['operator'], value: string) {
  const url = await serve((_, response) => {
    const result = [{ metric: {}, value: [1, value] }];
    response.end(JSON.stringify({ status: 'success', data: { resultType: 'vector', result } }));
  });
  const look = await lookAtPrometheus(prometheusGate(url, { operator, value: 2 }), 0, {});
  return look.outcome;
}

describe('the condition of a Prometheus gate, about 2', () => {
  it.each([
    [
      '<',
      { '1.9': 'open', '2': 'shut', '2.1': 'shut', '+Inf': 'shut', '-Inf': 'open', NaN: 'shut' },
    ],
    [
      '<=',
      { '1.9': 'open', '2': 'open', '2.1': 'shut', '+Inf': 'shut', '-Inf': 'open', NaN: 'shut' },
    ],
    [
      '>',
      { '1.9': 'shut', '2': 'shut', '2.1': 'open', '+Inf': 'open', '-Inf': 'shut', NaN: 'shut' },
    ],
    [
      '>=',
      { '1.9': 'shut', '2': 'open', '2.1': 'open', '+Inf': 'open', '-Inf': 'shut', NaN: 'shut' },
    ],
    [
      '==',
      { '1.9': 'shut', '2': 'open', '2.1': 'shut', '+Inf': 'shut', '-Inf': 'shut', NaN: 'shut' },
    ],
  ] as const)('%s', async (operator, expected) => {
    const found: Record<string, string> = {};
    for (const value of Object.keys(expected)) found[value] = await lookAtValue(operator, value);
    expect(found).toEqual(expected);
  });
});
