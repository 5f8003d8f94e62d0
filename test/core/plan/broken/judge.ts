import { planWith } from '../sample.ts';
import type { Mistake } from './mistake.ts';

const BOTH = 'metrics: { error-rate: { groups: errors }, latency: { groups: [speed] } }';
const THRESHOLDS = 'scoreThresholds: { pass: 95, marginal: 75 }';

function planJudgedBy(kayenta: string): string {
  return `${planWith()}\njudge: { kayenta: ${kayenta} }`;
}

/** Of the error rate alone, judged as is said. */
function planJudging(metric: string): string {
  return planJudgedBy(`{ ${THRESHOLDS}, metrics: { error-rate: { groups: errors, ${metric} } } }`);
}

function planWithFirstPhase(phase: string, analysis = ''): string {
  return planWith({
    analysis,
    phases: `phases:
  - { name: Canary, weight: 10%, ${phase} }
  - { name: Everybody, weight: 100%, bake: 1h, criteria: [latency < 2s, error-rate < 50%] }`,
  });
}

const JUDGE = `judge: { kayenta: { ${THRESHOLDS}, ${BOTH} } }`;

/** Judgement by Kayenta's method. */
export const JUDGE_MISTAKES: readonly Mistake[] = [
  {
    mistake: 'a judge of no kind',
    plan: `${planWith()}\njudge: ▶{}`,
    code: 'missing-key',
    found: '`judge` has no `kayenta`',
    expected: '`{ scoreThresholds: { pass: 95, marginal: 75 }, metrics: { … } }`',
  },
  {
    mistake: 'a judge without thresholds',
    plan: planJudgedBy(`▶{ ${BOTH} }`),
    code: 'missing-key',
    found: '`kayenta` has no `scoreThresholds`',
    expected: '`{ pass: 95, marginal: 75 }`',
  },
  {
    mistake: 'a score beyond 100',
    plan: planJudgedBy(`{ scoreThresholds: { pass: ▶950, marginal: 75 }, ${BOTH} }`),
    code: 'wrong-value',
    found: '`pass` is the number 950',
    expected: 'a number from 0 to 100',
  },
  {
    mistake: 'thresholds the wrong way round',
    plan: planJudgedBy(`{ scoreThresholds: { pass: 75, marginal: ▶95 }, ${BOTH} }`),
    code: 'wrong-value',
    found: '`marginal` is 95, above `pass` at 75',
    expected: 'at most 75',
  },
  {
    mistake: 'a judge of nothing',
    plan: planJudgedBy(`{ ${THRESHOLDS}, metrics: ▶{} }`),
    code: 'wrong-value',
    found: '`metrics` is empty',
    expected: 'at least one metric',
  },
  {
    mistake: 'a judge of muted metrics alone',
    plan: planJudgedBy(
      `{ ${THRESHOLDS}, metrics: ▶{ error-rate: { groups: errors, muted: true } } }`,
    ),
    code: 'wrong-value',
    found: 'every metric is muted or a dry run',
    expected: 'that is scored',
  },
  {
    mistake: 'a judged metric that is not declared',
    plan: planJudgedBy(`{ ${THRESHOLDS}, metrics: { ▶error-rates: { groups: errors } } }`),
    code: 'unknown-metric',
    found: 'there is no metric `error-rates`',
    expected: 'did you mean `error-rate`?',
  },
  {
    mistake: 'a metric in no group',
    plan: planJudgedBy(`{ ${THRESHOLDS}, metrics: { error-rate: ▶{ critical: true } } }`),
    code: 'missing-key',
    found: '`error-rate` has no `groups`',
    expected: 'the name of a group',
  },
  {
    mistake: 'a direction that Kayenta does not know',
    plan: planJudging('direction: ▶up'),
    code: 'wrong-value',
    found: '`direction` is the text `up`',
    expected: '`increase` or `decrease` or `either`',
  },
  {
    mistake: 'a misspelt strategy, which Kayenta ignores in silence',
    plan: planJudging('▶nanStrtegy: replace'),
    code: 'unknown-key',
    found: 'unknown key `nanStrtegy`',
    expected: 'did you mean `nanStrategy`?',
  },
  {
    mistake: 'an outlier factor of nothing',
    plan: planJudging('outliers: { strategy: remove, outlierFactor: ▶0 }'),
    code: 'wrong-value',
    found: '`outlierFactor` is the number 0',
    expected: 'a number above 0',
  },
  {
    mistake: 'an allowed increase that is a decrease',
    plan: planJudging('effectSize: { allowedIncrease: ▶0.1 }'),
    code: 'wrong-value',
    found: '`allowedIncrease` is 0.1, which is a decrease',
    expected: 'at least 1, such as 1.1 for 10% more',
  },
  {
    mistake: 'an allowed decrease that is an increase',
    plan: planJudging('effectSize: { measure: cles, allowedDecrease: ▶0.6 }'),
    code: 'wrong-value',
    found: '`allowedDecrease` is 0.6, which is an increase',
    expected: 'at most 0.5',
  },
  {
    mistake: 'a critical increase of a metric that is not critical',
    plan: planJudging('effectSize: { criticalIncrease: ▶5 }'),
    code: 'wrong-shape',
    found: '`criticalIncrease` has no meaning: the metric is not critical',
    expected: 'leave it out',
  },
  {
    mistake: 'an allowed decrease where only an increase is harm',
    plan: planJudging('direction: increase, effectSize: { allowedDecrease: ▶0.9 }'),
    code: 'wrong-shape',
    found: '`allowedDecrease` has no meaning: the direction is `increase`',
    expected: 'leave it out',
  },
  {
    mistake: 'a weight of a group without metrics',
    plan: planJudgedBy(`{ ${THRESHOLDS}, groupWeights: { ▶error: 100 }, ${BOTH} }`),
    code: 'unknown-group',
    found: 'no metric is in the group `error`',
    expected: 'did you mean `errors`?',
  },
  {
    mistake: 'weights of more than everything',
    plan: planJudgedBy(`{ ${THRESHOLDS}, groupWeights: ▶{ errors: 80, speed: 40 }, ${BOTH} }`),
    code: 'group-weights',
    found: 'add up to 120',
    expected: 'lower them',
  },
  {
    mistake: 'weights of less than everything',
    plan: planJudgedBy(`{ ${THRESHOLDS}, groupWeights: ▶{ errors: 30, speed: 40 }, ${BOTH} }`),
    code: 'group-weights',
    found: 'add up to 70',
    expected: 'raise them',
  },
  {
    mistake: 'a judge where nothing is left to compare with',
    plan: planWith({
      phases: `phases:
  - { name: All, weight: 100%, bake: 1h, criteria: [latency < 2s], ${JUDGE.replace('kayenta:', '▶kayenta:')} }`,
    }),
    code: 'baseline-unavailable',
    found: 'a phase of weight 100% is to be judged by `kayenta`',
    expected: 'judge an earlier phase',
  },
  {
    mistake: 'a judge of no phase',
    plan: `${planWith({
      phases: 'phases: [{ name: All, weight: 100%, bake: 1h, criteria: [latency < 2s] }]',
    })}\n${JUDGE.replace('kayenta:', '▶kayenta:')}`,
    code: 'never-judged',
    found: 'the judge of the plan judges no phase',
    expected: 'for phases below 100%',
  },
  {
    mistake: 'a bake without time for a difference',
    plan: planWithFirstPhase(`bake: ▶6m, ${JUDGE}`, 'analysis: { interval: 2m }'),
    code: 'bake-too-short',
    found: '`Canary` bakes 6m, in which `error-rate` has 3 points',
    expected: 'at least 8m',
  },
  {
    mistake: 'a judgement every minute',
    plan: planJudgedBy(`{ ${THRESHOLDS}, interval: 1m, ${BOTH} }`).replace('kayenta:', '▶kayenta:'),
    code: 'wrong-value',
    found: '`Canary` would be judged by `kayenta` every 1m of 1h',
    expected: 'at least 5m',
  },
  {
    mistake: 'a bake of few points',
    plan: planWithFirstPhase(`bake: ▶30m, ${JUDGE}`),
    severity: 'warning',
    code: 'too-few-points',
    found: '`Canary` bakes 30m, in which `error-rate` has 30 points',
    expected: 'bake 50m',
  },
];
