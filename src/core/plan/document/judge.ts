import * as z from 'zod';

import { DEFAULT_OUTLIER_FACTOR } from '../../judge/kayenta/settings.ts';
import { choice, duration, line, oneOrMany, yesNo } from './leaf.ts';
import { mapping, optional } from './mapping.ts';

/* Kayenta's words, spelled as Kayenta spells them. */

const MOST = 1_000_000;

function number(least: number, most: number, expected: string) {
  const error = `write ${expected}`;
  return z.number({ error }).min(least, { error }).max(most, { error });
}

const score = (what: string) => number(0, 100, `${what} as a number from 0 to 100`);

const factor = (what: string, description: string) =>
  optional(number(0, MOST, `${what} as a number, such as \`1.1\` for 10% more`), description);

const group = line('the name of a group');

const effectSize = mapping('how much may differ, such as `{ allowedIncrease: 1.1 }`', {
  measure: optional(
    choice(['meanRatio', 'cles']),
    "What the others are measured by: the canary's mean over the stable version's, or the share of pairs in which the canary's value is the greater.",
    'meanRatio',
  ),
  allowedIncrease: factor(
    'the least increase that counts',
    'An increase below this passes. 1 if left out; 0.5 for `cles`.',
  ),
  allowedDecrease: factor(
    'the least decrease that counts',
    'A decrease above this passes. 1 if left out; 0.5 for `cles`.',
  ),
  criticalIncrease: factor(
    'the increase that fails all',
    'From this increase on a critical metric fails the whole canary.',
  ),
  criticalDecrease: factor(
    'the decrease that fails all',
    'From this decrease on a critical metric fails the whole canary.',
  ),
});

const outliers = mapping('`{ strategy: remove, outlierFactor: 3 }`', {
  strategy: choice(['keep', 'remove']).describe('Whether outliers are compared.'),
  outlierFactor: optional(
    number(Number.MIN_VALUE, MOST, 'the distance in quartile ranges as a number above 0'),
    'How many quartile ranges beyond the quartiles a value is an outlier.',
    DEFAULT_OUTLIER_FACTOR,
  ),
});

const metric = mapping('how the metric is judged, such as `{ groups: errors }`', {
  groups: oneOrMany(group, 'the name of a group').describe('The groups it is scored in.'),
  direction: optional(
    choice(['increase', 'decrease', 'either']),
    'Which difference is harm.',
    'either',
  ),
  nanStrategy: optional(
    choice(['remove', 'replace']),
    'Intervals without a value are left out, or taken for 0.',
    'remove',
  ),
  critical: optional(yesNo(), 'Its failure fails the whole canary.', false),
  mustHaveData: optional(yesNo(), 'Without data it fails instead of being left out.', false),
  muted: optional(yesNo(), 'Judged and shown, but not scored.', false),
  effectSize: optional(effectSize, 'How much may differ although the difference is significant.'),
  outliers: optional(outliers, 'What is done with values far from the others.'),
});

const kayenta = mapping('`{ scoreThresholds: { pass: 95, marginal: 75 }, metrics: { … } }`', {
  scoreThresholds: mapping('`{ pass: 95, marginal: 75 }`', {
    pass: score('the score that passes').describe('From this score on the phase passes.'),
    marginal: score('the marginal score').describe('Below this score the release is taken back.'),
  }).describe('Scores from 0 to 100; in between the phase is extended, then a person decides.'),
  groupWeights: optional(
    z.record(group, score('the weight of the group in percent'), {
      error: 'write weights by group, such as `{ errors: 60, latency: 40 }`',
    }),
    'What each group counts, in percent; groups without a weight share what is left of 100.',
  ),
  interval: optional(
    duration(60_000),
    'How often it is judged before the bake ends. If left out, only then: every judgement is one more chance of a false alarm.',
  ),
  metrics: z
    .record(line('the name of a metric'), metric, {
      error: 'write metrics by name, such as `error-rate: { groups: errors }`',
    })
    .describe('Which metrics are judged, by name.'),
});

export const judge = mapping('a judge, such as `{ kayenta: { … } }`', {
  kayenta: kayenta.describe("Judges as Spinnaker's Kayenta does, in its words."),
});
