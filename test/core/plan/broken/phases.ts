import { planWith } from '../sample.ts';
import type { Mistake } from './mistake.ts';

function planWithPhases(...phases: readonly string[]): string {
  return planWith({ phases: `phases:\n${phases.map((phase) => `  - ${phase}`).join('\n')}` });
}

const USE = 'criteria: [error-rate < 1%, latency < 2s]';
const EVERYBODY = `{ name: Everybody, weight: 100%, bake: 1h, ${USE} }`;

/** Phases and what must hold between them. */
export const PHASE_MISTAKES: readonly Mistake[] = [
  {
    mistake: 'no phases',
    plan: planWith({ phases: 'phases: ▶[]' }),
    code: 'wrong-value',
    found: '`phases` is an empty list',
    expected: 'at least one phase',
  },
  {
    mistake: 'more phases than the workflow has jobs',
    plan: planWith({
      phases: `phases:\n  ▶${Array.from({ length: 11 }, (_, index) => `- { name: P${index}, weight: ${index === 10 ? 100 : index + 1}%, bake: 1h, ${USE} }`).join('\n  ')}`,
    }),
    code: 'wrong-value',
    found: '`phases` is a list of 11',
    expected: 'at most 10 phases',
  },
  {
    mistake: 'a weight without its sign',
    plan: planWithPhases(`{ name: Canary, weight: ▶5, bake: 1h, ${USE} }`, EVERYBODY),
    code: 'wrong-value',
    found: '`weight` is the number 5',
    expected: 'write it with its sign: `5%`',
  },
  {
    mistake: 'a weight of nothing',
    plan: planWithPhases(`{ name: Canary, weight: ▶0%, bake: 1h, ${USE} }`, EVERYBODY),
    code: 'wrong-value',
    found: '`weight` is the text `0%`',
    expected: 'above 0% and up to 100%',
  },
  {
    mistake: 'weights that fall',
    plan: planWithPhases(
      `{ name: Half, weight: 50%, bake: 1h, ${USE} }`,
      `{ name: Canary, weight: ▶5%, bake: 1h, ${USE} }`,
      EVERYBODY,
    ),
    code: 'weight-falls',
    found: 'a weight of 5% follows one of 50%',
    expected: 'more than 50%',
  },
  {
    mistake: 'a phase after everybody has it',
    plan: planWithPhases(EVERYBODY, `{ name: Again, weight: ▶100%, bake: 1h, ${USE} }`),
    code: 'weight-falls',
    found: 'a weight of 100% follows one of 100%',
    expected: 'nothing can come after 100%',
  },
  {
    mistake: 'a rollout that never opens fully',
    plan: planWithPhases(`{ name: Half, weight: ▶50%, bake: 1h, ${USE} }`),
    code: 'never-full',
    found: 'the last phase carries 50%',
    expected: 'end with a phase of weight 100%',
  },
  {
    mistake: 'two phases of one name',
    plan: planWithPhases(
      `{ name: Everybody, weight: 5%, bake: 1h, ${USE} }`,
      `{ name: ▶everybody, weight: 100%, bake: 1h, ${USE} }`,
    ),
    code: 'duplicate-name',
    found: 'a second phase is named `everybody`, first on line 10',
    expected: 'a name of its own',
  },
  {
    mistake: 'a bake shorter than the window',
    plan: planWithPhases(`{ name: Canary, weight: 1%, bake: ▶30s, ${USE} }`, EVERYBODY),
    code: 'bake-too-short',
    found: '`Canary` bakes 30s, but `error-rate` is first judged after 1m',
    expected: 'at least 1m',
  },
  {
    mistake: 'criteria in a phase that does not bake',
    plan: planWithPhases(`{ name: Canary, weight: 1%, bake: ▶0s, ${USE} }`, EVERYBODY),
    code: 'bake-too-short',
    found: '`Canary` bakes 0s',
    expected: 'at least 1m',
  },
  {
    mistake: 'a `for` longer than the bake',
    plan: planWithPhases(
      '{ name: All, weight: 100%, bake: 1h, criteria: [latency < 2s ▶for 2h, error-rate < 1%] }',
    ),
    code: 'for-too-long',
    found: '`for 2h` takes 2h, longer than the bake of 1h',
    expected: 'bake longer',
  },
  {
    mistake: 'a `for` shorter than the interval',
    plan: planWith({ rollback: 'rollback: [load > 10 ▶for 30s]' }),
    code: 'for-too-short',
    found: '`for 30s` is shorter than the interval of 1m',
    expected: 'at least 1m',
  },
  {
    mistake: 'a rollback condition that can come true in no phase',
    plan: planWith({ rollback: 'rollback: [▶load > 10 for 2h]' }),
    code: 'never-judged',
    found: '`load > 10 for 2h` can come true in no phase',
    expected: 'long enough',
  },
  {
    mistake: 'a rollback condition that never has stable traffic to compare with',
    plan: planWith({
      phases: `phases: [{ name: All, weight: 100%, bake: 1h, ${USE} }]`,
      rollback: 'rollback: [load > 10, ▶load > baseline * 2]',
    }),
    code: 'never-judged',
    found: '`load > baseline * 2` can come true in no phase',
    expected: 'with stable traffic',
  },
  {
    mistake: 'a comparison with stable traffic that is no longer there',
    plan: planWithPhases(
      '{ name: All, weight: 100%, bake: 1h, criteria: [error-rate < 1%, latency ▶< baseline * 1.2] }',
    ),
    code: 'baseline-unavailable',
    found: '`latency < baseline * 1.2` in a phase of weight 100%',
    expected: 'no stable traffic is left',
  },
  {
    mistake: 'a phase in which nothing is judged',
    plan: planWith({
      metrics: '',
      phases: 'phases: [▶{ name: All, weight: 100%, bake: 1h }]',
      rollback: '',
    }),
    severity: 'warning',
    code: 'unjudged-phase',
    found: 'nothing is judged in `All`',
    expected: 'add criteria',
  },
  {
    mistake: "an approval by the rollout's own environment",
    plan: planWithPhases(`{ name: All, weight: 100%, bake: 1h, ${USE}, approval: ▶Production }`),
    code: 'approval',
    found: 'the environment of the rollout itself',
    expected: 'production-approval',
  },
  {
    mistake: 'an approval of no kind',
    plan: planWithPhases(`{ name: All, weight: 100%, bake: 1h, ${USE}, approval: ▶{ count: 2 } }`),
    code: 'one-of',
    found: 'does not say which kind',
    expected: 'the name of a GitHub environment',
  },
  {
    mistake: 'an approval of two kinds',
    plan: planWithPhases(
      `{ name: All, weight: 100%, bake: 1h, ${USE}, approval: ▶{ environment: a, by: comment } }`,
    ),
    code: 'one-of',
    found: '`environment` and `by`',
    expected: 'and only that',
  },
  {
    mistake: 'an approval by an unknown way',
    plan: planWithPhases(`{ name: All, weight: 100%, bake: 1h, ${USE}, approval: { by: ▶smoke } }`),
    code: 'wrong-value',
    found: '`by` is the text `smoke`',
    expected: '`comment` or `review`',
  },
  {
    mistake: 'people for an environment',
    plan: planWithPhases(
      `{ name: All, weight: 100%, bake: 1h, ${USE}, approval: { environment: a, from: ▶[ada] } }`,
    ),
    code: 'approval',
    found: 'stands beside an environment',
    expected: 'leave it out',
  },
  {
    mistake: 'a number for an environment',
    plan: planWithPhases(
      `{ name: All, weight: 100%, bake: 1h, ${USE}, approval: { environment: a, count: ▶2 } }`,
    ),
    code: 'approval',
    found: 'stands beside an environment',
    expected: 'leave it out',
  },
  {
    mistake: 'nobody who may approve',
    plan: planWithPhases(
      `{ name: All, weight: 100%, bake: 1h, ${USE}, approval: { by: comment, from: ▶[] } }`,
    ),
    code: 'wrong-value',
    found: 'an empty list',
    expected: 'people and teams',
  },
  {
    mistake: 'an approver who is none',
    plan: planWithPhases(
      `{ name: All, weight: 100%, bake: 1h, ${USE}, approval: { by: comment, from: [▶a b] } }`,
    ),
    code: 'approval',
    found: 'neither a login nor a team',
    expected: 'acme/release',
  },
  {
    mistake: 'an approver twice',
    plan: planWithPhases(
      `{ name: All, weight: 100%, bake: 1h, ${USE}, approval: { by: review, from: [ada, ▶Ada] } }`,
    ),
    code: 'approval',
    found: 'is named twice',
    expected: 'only different people count',
  },
  {
    mistake: 'more approvals than people',
    plan: planWithPhases(
      `{ name: All, weight: 100%, bake: 1h, ${USE}, approval: { by: review, from: [ada], count: ▶2 } }`,
    ),
    code: 'approval',
    found: 'takes 2 people, and only one is',
    expected: 'fewer',
  },
  {
    mistake: 'no approvals',
    plan: planWithPhases(
      `{ name: All, weight: 100%, bake: 1h, ${USE}, approval: { by: review, count: ▶0 } }`,
    ),
    code: 'wrong-value',
    found: '`count` is the number 0',
    expected: 'how many people',
  },
  {
    mistake: 'an approval by the same environment, in full',
    plan: planWithPhases(
      `{ name: All, weight: 100%, bake: 1h, ${USE}, approval: ▶{ environment: production } }`,
    ),
    code: 'approval',
    found: 'the environment of the rollout itself',
    expected: 'production-approval',
  },
  {
    mistake: 'an approval that no environment can be called',
    plan: planWithPhases(`{ name: All, weight: 100%, bake: 1h, ${USE}, approval: ▶it's me }`),
    code: 'wrong-value',
    found: "`it's me` cannot be the name of a GitHub environment",
    expected: 'without quotes',
  },
  {
    mistake: 'an environment that fits into no ref',
    plan: planWith({ environment: `environment: ▶${'é'.repeat(40)}` }),
    code: 'wrong-value',
    found: 'cannot be the name of a GitHub environment',
    expected: 'a shorter name',
  },
  {
    mistake: 'an early end after the bake',
    plan: planWithPhases(`{ name: All, weight: 100%, bake: 1h, ${USE}, early-after: ▶1h }`),
    code: 'bake-too-short',
    found: 'early after 1h, but bakes only 1h',
    expected: 'less than the bake',
  },
  {
    mistake: 'a promotion on something else',
    plan: planWithPhases(`{ name: All, weight: 100%, bake: 1h, ${USE}, promote-on: ▶luck }`),
    code: 'wrong-value',
    found: '`luck`',
    expected: '`no-harm-found` or `harmless-shown`',
  },
  {
    mistake: 'a chance of nothing',
    plan: planWith({ analysis: 'analysis: { false-alarms: ▶0% }' }),
    code: 'wrong-value',
    found: '`0%`',
    expected: 'above 0% and below 100%',
  },
  {
    mistake: 'a criterion that can never be shown to be broken',
    plan: planWithPhases(
      '{ name: Canary, weight: 10%, bake: 3m, criteria: [error-rate ▶< baseline * 1.2] }',
      `{ name: All, weight: 100%, bake: 1h, ${USE} }`,
    ),
    severity: 'warning',
    code: 'too-few-looks',
    found: 'is judged by 3 looks in `Canary`, and evidence takes 4',
    expected: 'bake at least 4m',
  },
  {
    mistake: 'a reading that is taken too seldom for evidence',
    plan: planWithPhases(
      '{ name: Canary, weight: 10%, bake: 7m, criteria: ["load: ▶no significant increase"] }',
      `{ name: All, weight: 100%, bake: 1h, ${USE} }`,
    ),
    severity: 'warning',
    code: 'too-few-looks',
    found: 'is judged by 7 looks in `Canary`, and evidence takes 8',
    expected: 'bake at least 8m',
  },
  {
    mistake: 'a last stretch too short for evidence',
    plan: planWithPhases(
      '{ name: Canary, weight: 10%, bake: 1h, criteria: [error-rate ▶< baseline * 1.2 for 2m] }',
      `{ name: All, weight: 100%, bake: 1h, ${USE} }`,
    ),
    severity: 'warning',
    code: 'too-few-looks',
    found: 'is judged by 2 looks',
    expected: 'write `for` at least 4m',
  },
];
