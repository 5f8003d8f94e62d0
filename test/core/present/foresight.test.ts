import { describe, expect, it } from 'vitest';
import { assumeTraffic } from '../../../src/core/backtest/assumed.ts';
import { foresee } from '../../../src/core/judge/foresight/foresight.ts';
import { describeSight, findBlindness, printSight } from '../../../src/core/present/foresight.ts';
import { foreseeFromTraffic } from '../../../src/wiring/backtest/sight.ts';
import { document } from '../plans.ts';

const { plan } = document(`version: 1
name: shop
environment: production
target:
  haproxy: { socket: 127.0.0.1:9999, backend: shop, stable: v1, canary: v2 }
connections: { prometheus: { url: 'http://127.0.0.1:9090' } }
metrics:
  errors:
    prometheus: { failures: 'sum(increase(f{v="$version"}[$window]))', total: 'sum(increase(t{v="$version"}[$window]))' }
  latency:
    prometheus: { histogram: 'sum by (le) (increase(h{v="$version"}[$window]))', quantile: 0.95 }
  memory: { prometheus: { query: 'max(m{v="$version"})' }, unit: '%' }
phases:
  - { name: Canary, weight: 5%, bake: 1h, criteria: [errors < 1%, 'errors: no significant increase', 'latency: no significant increase'] }
  - { name: Everybody, weight: 100%, bake: 1h, criteria: [errors < 1%, memory < 80%] }
`);

describe('what a plan can see', () => {
  it('is told by phase and sentence, the less traffic the less', () => {
    const [much] = foreseeFromTraffic(plan, 1_000).foreseen;
    const [little] = foreseeFromTraffic(plan, 50).foreseen;
    expect(much?.sentence.text).toBe('errors: no significant increase');
    expect(much?.detectable).toBeGreaterThan(1);
    expect(little?.detectable).toBeGreaterThan(2 * (much?.detectable ?? Number.NaN));
  });

  it('is laid out as a table, with what was taken for usual', () => {
    const lines = printSight(plan, foreseeFromTraffic(plan, 1_000));
    expect(lines[0]).toMatch(/errors: 1000 requests\/s, [\d.]+% of them counted/);
    expect(lines[1]).toMatch(/latency: 1000 requests\/s, 95 of 100 within [\d.]+ms/);
    expect(lines[2]).toBe('  nothing is known of memory');
    expect(lines).toContainEqual(
      expect.stringMatching(/^ {2}Canary +errors: no significant increase +[\d.]+x stable$/),
    );
  });

  it('is hardly anything with hardly any traffic: then it says what would be enough', () => {
    const sight = foreseeFromTraffic(plan, 0.01);
    const [errors] = findBlindness(plan, sight);
    expect(errors).toMatchObject({ severity: 'error', position: { line: 14 } });
    expect(errors?.message).toMatch(
      /^Canary: `errors: no significant increase` can never conclude within 1h: to see [\d.]+x stable, (bake|give|there)/,
    );
    expect(JSON.parse(JSON.stringify(describeSight(plan, sight)))).toMatchObject({
      schema: 1,
      sentences: [{ phase: 'Canary', role: 'criterion', detectable: null }, {}],
    });
  });

  it('has nothing to say of limits alone', () => {
    const limits = { ...plan, phases: plan.phases.slice(1) };
    const usual = assumeTraffic(limits, 100);
    const sight = { usual, foreseen: foresee(limits, usual), inQuiet: undefined };
    expect(printSight(limits, sight).at(-1)).toContain('no sentence compares with stable');
  });
});
