import { describe, expect, it } from 'vitest';
import { shareFalseAlarms } from '../../../src/core/judge/budget.ts';
import { document } from '../plans.ts';
import { judge, plan, series, share } from './court.ts';

const written = (phases: string, rollback = '', analysis = '{}') =>
  document(`version: 1
name: checkout
environment: production
target: { command: { set: ./set, get: ./get } }
analysis: ${analysis}
metrics:
  errors: { command: { run: ./errors.sh, kind: proportion, counts: failures } }
  tried: { command: { run: ./tried.sh, kind: proportion, counts: failures }, dryRun: true }
phases:
${phases}
  - { name: All, weight: 100%, bake: 10m, criteria: [errors < 99%, tried < 99%] }
rollback: [${rollback}]
`).plan;

const phase = (name: 'One' | 'Two', criteria: string) =>
  `  - { name: ${name}, weight: ${name === 'One' ? 5 : 25}%, bake: 10m, criteria: [${criteria}] }`;

describe('the chance of a false alarm', () => {
  it.each([
    ['is that of the only sentence', phase('One', 'errors < baseline * 2'), '', 1],
    [
      'is shared by the sentences of a phase',
      phase('One', "errors < baseline * 2, 'errors: no significant increase'"),
      '',
      2,
    ],
    [
      'and by all phases',
      [phase('One', 'errors < baseline * 2'), phase('Two', 'errors < baseline * 2')].join('\n'),
      '',
      2,
    ],
    [
      'and by conditions in each of them, but not at 100%',
      [phase('One', 'errors < baseline * 2'), phase('Two', 'errors < 5%')].join('\n'),
      'errors > baseline * 3',
      3,
    ],
    ['not by limits', phase('One', 'errors < baseline * 2, errors < 5%'), 'errors > 9%', 1],
    [
      'nor by what cannot act',
      phase('One', "errors < baseline * 2, 'errors < baseline * 3: warn', tried < baseline * 2"),
      '',
      1,
    ],
  ])('%s', (_, phases, rollback, parts) => {
    const { share: each, rollout } = shareFalseAlarms(written(phases, rollback));
    expect(each).toBeCloseTo(0.01 / parts, 12);
    expect(rollout).toBe(0.01);
  });

  it('is what the plan says', () => {
    const plain = written(phase('One', 'errors < baseline * 2'), '', '{ false-alarms: 0.5% }');
    expect(shareFalseAlarms(plain)).toEqual({ share: 0.005, rollout: 0.005 });
    expect(shareFalseAlarms(plan({ criteria: 'errors < 1%' }))).toEqual({
      share: 0.01,
      rollout: 0.01,
    });
  });

  it('is told with every verdict that weighs evidence, and costs evidence', () => {
    const measured = series(
      'errors',
      6,
      () => share(6, 300),
      () => share(57, 5_700),
    );
    const [cheap, dear] = ['10%', '0.1%'].map((chance) =>
      judge({ criteria: 'errors < baseline * 1.2', analysis: `false-alarms: ${chance}` }, measured),
    );
    expect(cheap?.weighed?.falseAlarms).toEqual({ share: 0.1, rollout: 0.1 });
    expect(cheap?.strain).toBeGreaterThan(dear?.strain ?? 1);
    expect(cheap?.weighed?.detectable).toBeLessThan(dear?.weighed?.detectable ?? 0);
  });
});
