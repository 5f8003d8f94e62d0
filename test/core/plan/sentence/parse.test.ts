import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { parseGateCondition } from '../../../../src/core/plan/sentence/gate-condition.ts';
import { parseSentence } from '../../../../src/core/plan/sentence/parse.ts';

describe('a sentence', () => {
  it.each([
    [
      'a < 0.1%',
      {
        kind: 'limit',
        operator: '<',
        quantity: { value: { value: 0.001, unit: 'ratio' }, index: 4 },
      },
    ],
    [
      'a <= 200ms',
      {
        kind: 'limit',
        operator: '<=',
        quantity: { value: { value: 0.2, unit: 'seconds' }, index: 5 },
      },
    ],
    [
      'a ≥ 512 MiB',
      {
        kind: 'limit',
        operator: '>=',
        quantity: { value: { value: 2 ** 29, unit: 'bytes' }, index: 4 },
      },
    ],
    [
      'a > 0.1 %',
      {
        kind: 'limit',
        operator: '>',
        quantity: { value: { value: 0.001, unit: 'ratio' }, index: 4 },
      },
    ],
    [
      'a>5/s',
      {
        kind: 'limit',
        operator: '>',
        quantity: { value: { value: 5, unit: 'per-second' }, index: 2 },
      },
    ],
    [
      'a > -5',
      {
        kind: 'limit',
        operator: '>',
        quantity: { value: { value: -5, unit: 'number' }, index: 4 },
      },
    ],
    ['a < baseline', { kind: 'baseline', operator: '<', factor: 1 }],
    ['a < baseline * 1.2', { kind: 'baseline', operator: '<', factor: 1.2 }],
    ['a < baseline * 1000', { kind: 'baseline', operator: '<', factor: 1000 }],
    ['a < baseline*1.2', { kind: 'baseline', operator: '<', factor: 1.2 }],
    ['a < 1.2 * baseline', { kind: 'baseline', operator: '<', factor: 1.2 }],
    ['a < baseline + 10%', { kind: 'baseline', operator: '<', factor: 1.1 }],
    ['a > baseline - 10%', { kind: 'baseline', operator: '>', factor: 0.9 }],
    ['a: no significant drop', { kind: 'no-significant', direction: 'drop' }],
    ['a no significant change', { kind: 'no-significant', direction: 'change' }],
    [
      'a: no significant increase within 10%',
      { kind: 'no-significant', direction: 'increase', within: 0.1 },
    ],
    ['a: significant drop', { kind: 'significant', direction: 'drop' }],
    [
      'a: significant increase beyond 20%',
      { kind: 'significant', direction: 'increase', within: 0.2 },
    ],
  ])('%s', (text, claim) => {
    expect(parseSentence(text)).toMatchObject({
      outcome: 'understood',
      metric: { value: 'a', index: 0 },
      claim: { value: claim },
    });
  });

  it('may last and say what to do', () => {
    expect(parseSentence('  my_app.p95-x > baseline * 1.5 for 1h30m : pause ')).toEqual({
      outcome: 'understood',
      metric: { value: 'my_app.p95-x', index: 2 },
      claim: { value: { kind: 'baseline', operator: '>', factor: 1.5 }, index: 15 },
      for: { value: 5_400_000, index: 32 },
      action: { value: 'pause', index: 44 },
    });
  });

  it.each([
    ['', 0, 'the sentence ends here', 'begin with the name of a metric'],
    ['< 5', 0, '`<`', 'begin with the name of a metric'],
    ['a', 1, 'the sentence ends here', 'go on with `<`'],
    ['a => 5', 2, '`=>`', 'compare with'],
    ['a = 5', 2, '`=`', 'never exactly the same twice'],
    ['a less than 5', 2, '`less`', 'write it as `<`'],
    ['a signifcant drop', 2, '`signifcant`', '`no significant increase`'],
    ['a < five', 4, '`five`', 'a value with its unit'],
    ['a < 5kb', 4, '`5kb`', 'did you mean `5KB`?'],
    ['a < 5 parsecs', 6, '`parsecs`', 'the sentence may end here'],
    ['a < 1.2.3', 4, '`1.2.3`', 'one of the units'],
    ['a < 1e5%', 4, '`1e5%`', 'one of the units'],
    ['a < baseline * 1001', 15, '`1001`', 'a factor above 0'],
    ['a < baseline * 0', 15, '`0`', 'a factor above 0'],
    ['a < baseline * 120%', 15, '`120%`', 'a factor above 0'],
    ['a < baseline - 100%', 15, '`100%`', 'less than 100%'],
    ['a < baseline + 5', 15, '`5`', 'a percentage'],
    ['a < 2 * latency', 8, '`latency`', 'only `baseline`'],
    ['a no drop', 5, '`drop`', '`no significant increase`'],
    ['a no significant drop within 5', 29, '`5`', 'a percentage'],
    ['a < 5 for', 9, 'the sentence ends here', 'a duration'],
    ['a < 5 for 5m1h', 10, '`5m1h`', 'a duration'],
    ['a < 5 pause', 6, '`pause`', '`: pause`'],
    ['a < 5: pause now', 13, '`now`', 'ends after the action'],
    ['a < 5: constructor', 7, '`constructor`', '`rollback`, `pause` or `warn`'],
    ['a constructor 5', 2, '`constructor`', 'go on with'],
    ['a < 5 💥', 6, '`💥`', 'the sentence may end here'],
  ])('%j is mistaken', (text, index, found, expected) => {
    expect(parseSentence(text)).toEqual({
      outcome: 'mistaken',
      index,
      found: expect.stringContaining(found),
      expected: expect.stringContaining(expected),
    });
  });

  it('points into itself, whatever it holds', () => {
    const word = fc.constantFrom(
      'a',
      '<',
      '>=',
      '5',
      '5%',
      '10ms',
      'baseline',
      '*',
      '+',
      '-',
      'no',
      'significant',
      'drop',
      'within',
      'for',
      '5m',
      ':',
      'pause',
    );
    const sentence = fc.oneof(
      fc.string(),
      fc.array(word).map((words) => words.join(' ')),
    );
    fc.assert(
      fc.property(sentence, (text) => {
        const parsed = parseSentence(text);
        const index = parsed.outcome === 'mistaken' ? parsed.index : parsed.claim.index;
        expect(index).toBeGreaterThanOrEqual(0);
        expect(index).toBeLessThanOrEqual(text.length);
      }),
    );
  });
});

describe("a gate's condition", () => {
  it.each([
    ['< 0.01', { operator: '<', value: 0.01 }],
    ['>= 99%', { operator: '>=', value: 0.99 }],
    ['== 0', { operator: '==', value: 0 }],
    ['<200ms', { operator: '<', value: 0.2 }],
    ['> -1', { operator: '>', value: -1 }],
  ])('%s', (text, expected) => {
    expect(parseGateCondition(text)).toEqual(expected);
  });

  it.each([
    ['', 0, 'begin with a comparison'],
    ['5', 0, 'begin with a comparison'],
    ['!= 5', 0, 'compare with'],
    ['< baseline', 2, 'nothing to compare with'],
    ['< 5 or > 7', 4, 'ends after the value'],
  ])('%j is mistaken', (text, index, expected) => {
    expect(parseGateCondition(text)).toMatchObject({
      outcome: 'mistaken',
      index,
      expected: expect.stringContaining(expected),
    });
  });
});
