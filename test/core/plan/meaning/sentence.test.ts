import { describe, expect, it } from 'vitest';
import { planOf } from '../parsed.ts';
import { planWith, planWithCriteria } from '../sample.ts';

function criterionOf(written: string): unknown {
  const criterion = planOf(planWithCriteria(written)).phases[0]?.criteria[0];
  return criterion && { text: criterion.text, action: criterion.action, ...criterion.position };
}

describe('sentences in YAML', () => {
  it.each([
    ['- load < 5', { text: 'load < 5', action: 'rollback', line: 14, column: 9 }],
    ["- 'load < 5: pause'", { text: 'load < 5: pause', action: 'pause', line: 14, column: 10 }],
    ['- load < 5: warn', { text: 'load < 5: warn', action: 'warn', line: 14, column: 9 }],
    ['- {load < 5: warn}', { text: 'load < 5: warn', action: 'warn', line: 14, column: 10 }],
    ['- >-\n  load\n  < 5', { text: 'load < 5', action: 'rollback', line: 14, column: 9 }],
    [
      '- error-rate: no significant increase',
      { text: 'error-rate: no significant increase', action: 'rollback', line: 14, column: 9 },
    ],
  ])('%s', (written, expected) => {
    expect(criterionOf(written)).toEqual(expected);
  });

  it('may be shared by anchor and alias', () => {
    const { phases } = planOf(
      planWith({
        phases: `phases:
  - { name: A, weight: 10%, bake: 1h, criteria: &usual [error-rate < 1%, latency < 2s] }
  - { name: B, weight: 100%, bake: 1h, criteria: *usual }`,
      }),
    );
    expect(phases[1]?.criteria.map(({ text }) => text)).toEqual([
      'error-rate < 1%',
      'latency < 2s',
    ]);
  });
});
