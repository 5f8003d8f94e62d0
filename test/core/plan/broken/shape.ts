import { planWith } from '../sample.ts';
import type { Mistake } from './mistake.ts';

/** Keys and values that are not those of a plan. */
export const SHAPE_MISTAKES: readonly Mistake[] = [
  {
    mistake: 'a list in place of the plan',
    plan: '▶- version: 1\n',
    code: 'wrong-value',
    found: 'the plan is a list of 1',
    expected: '`version: 1`',
  },
  {
    mistake: 'a misspelt key',
    plan: planWith({
      phases:
        'phases: [{ name: All, ▶wieght: 100%, bake: 1h, criteria: [error-rate < 1%, latency < 1s] }]',
    }),
    code: 'unknown-key',
    found: 'unknown key `wieght` in item 1 of `phases`',
    expected: 'did you mean `weight`?',
  },
  {
    mistake: "Argo's word in another spelling",
    plan: planWith({ analysis: 'analysis: { ▶failure_limit: 1 }' }),
    code: 'unknown-key',
    found: '`failure_limit`',
    expected: 'did you mean `failureLimit`?',
  },
  {
    mistake: 'an invented key',
    plan: planWith({ hooks: 'hooks: { ▶celebrate: ./party }' }),
    code: 'unknown-key',
    found: 'unknown key `celebrate` in `hooks`',
    expected: 'known here: `deploy`, `promote` and `cleanup`',
  },
  {
    mistake: 'an invented rule for two releases at once',
    plan: planWith({ connections: 'on-busy: ▶queue' }),
    code: 'wrong-value',
    found: 'queue',
    expected: '`fail` or `wait` or `supersede`',
  },
  {
    mistake: 'a key one level too deep',
    plan: planWith({
      target: 'target: { command: { set: ./set, get: ./get, ▶rollback: [load > 10] } }',
      rollback: '',
    }),
    code: 'unknown-key',
    found: 'unknown key `rollback` in `command`',
    expected: 'it belongs to the plan: indent it less',
  },
  {
    mistake: 'a key one level too high',
    plan: planWith({ hooks: '▶promote: ./promote' }),
    code: 'unknown-key',
    found: 'unknown key `promote` in the plan',
    expected: 'it belongs inside `hooks`: indent it more',
  },
  {
    mistake: 'a merge key',
    plan: planWith({ hooks: 'hooks: { ▶<<: { deploy: ./up } }' }),
    code: 'unknown-key',
    found: '`<<`',
    expected: 'write the keys out',
  },
  {
    mistake: 'a key that would reach into JavaScript',
    plan: planWith({ hooks: 'hooks: { ▶__proto__: { deploy: ./up } }' }),
    code: 'unknown-key',
    found: '`__proto__`',
    expected: '`deploy`',
  },
  {
    mistake: 'a missing key',
    plan: `▶${planWith({ environment: '' })}`,
    code: 'missing-key',
    found: 'the plan has no `environment`',
    expected: 'the name of a GitHub environment',
  },
  {
    mistake: 'a key with nothing behind it',
    plan: planWith({ hooks: '▶hooks:' }),
    code: 'wrong-value',
    found: '`hooks` is empty',
    expected: '`deploy`, `promote` and `cleanup`',
  },
  {
    mistake: 'a version of the future',
    plan: planWith({ version: 'version: ▶2' }),
    code: 'wrong-value',
    found: '`version` is the number 2',
    expected: 'write `version: 1`',
  },
  {
    mistake: 'a name that is no part of a ref',
    plan: planWith({ name: 'name: ▶Shop Front' }),
    code: 'wrong-value',
    found: '`name` is the text `Shop Front`',
    expected: 'lower-case letters, digits and dashes',
  },
  {
    mistake: 'a number where text is meant',
    plan: planWith({ environment: 'environment: ▶2026' }),
    code: 'wrong-value',
    found: '`environment` is the number 2026',
    expected: "between quotes so that YAML takes it as text: '2026'",
  },
  {
    mistake: 'control characters in a command',
    plan: planWith({ hooks: 'hooks: { deploy: ▶"./up\\0" }' }),
    code: 'wrong-value',
    found: '`deploy` is the text `./up`',
    expected: 'without control characters',
  },
  {
    mistake: 'a yes where a number is meant',
    plan: planWith({ analysis: 'analysis: { failureLimit: ▶true }' }),
    code: 'wrong-value',
    found: '`failureLimit` is the yes-or-no value `true`',
    expected: 'a whole number from 0, or -1',
  },
  {
    mistake: 'a text where yes or no is meant',
    plan: planWith({ analysis: 'analysis: { dryRun: ▶yes }' }),
    code: 'wrong-value',
    found: '`dryRun` is the text `yes`',
    expected: '`true` or `false`',
  },
  {
    mistake: 'a duration without its unit',
    plan: planWith({ analysis: 'analysis: { interval: ▶30 }' }),
    code: 'wrong-value',
    found: '`interval` is the number 30',
    expected: '`30s` or `30m`',
  },
  {
    mistake: 'a duration in words',
    plan: planWith({ analysis: 'analysis: { interval: ▶one minute }' }),
    code: 'wrong-value',
    found: '`interval` is the text `one minute`',
    expected: '`5m`',
  },
  {
    mistake: 'units from small to large',
    plan: planWith({ analysis: 'analysis: { interval: ▶5m1h }' }),
    code: 'wrong-value',
    found: '`5m1h`',
    expected: '`1h30m`',
  },
  {
    mistake: 'an interval of nothing',
    plan: planWith({ analysis: 'analysis: { interval: ▶0s }' }),
    code: 'wrong-value',
    found: '`0s`',
    expected: 'at least `1s`',
  },
  {
    mistake: 'a bake of many years',
    plan: planWith({
      phases:
        'phases: [{ name: All, weight: 100%, bake: ▶9000d, criteria: [error-rate < 1%, latency < 2s] }]',
    }),
    code: 'wrong-value',
    found: '`9000d`',
    expected: 'at most `365d`',
  },
];
