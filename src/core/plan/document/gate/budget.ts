import { connectionKeys } from '../connection.ts';
import { duration, oneOrMany, pattern, text } from '../leaf.ts';
import { mapping, optional } from '../mapping.ts';
import { basics } from './basics.ts';

/** From above 0% to below 100%: where nothing may fail there is no budget. */
const OBJECTIVE = /^(?!0+(?:\.0+)?%)\d{1,2}(?:\.\d+)?%$/;

export const errorBudget = mapping(
  'an error budget, such as `{ objective: 99.9%, window: 30d, failures: …, total: …, burn: 10x over 5m }`',
  {
    objective: pattern(
      OBJECTIVE,
      'the share that is to succeed, above 0% and below 100%, such as `99.9%`',
      20,
    ).describe('The share that is to succeed, such as `99.9%`; the rest is the budget.'),
    window: duration(60_000).describe('Over which time it is to succeed, such as `30d`.'),
    failures: text('a PromQL query that counts failures').describe(
      'PromQL that counts what failed in `[$window]`.',
    ),
    total: text('a PromQL query that counts everything').describe(
      'PromQL that counts all there was in `[$window]`.',
    ),
    burn: optional(
      oneOrMany(text('a limit such as `10x over 5m`', 60), 'a limit such as `10x over 5m`'),
      'How much faster than allowed the budget may be spent, each over a window or two: `10x over 5m`, `14.4x over 1h and 5m`.',
    ),
    remaining: optional(
      text("a condition such as `'>= 10%'`", 60),
      "What must be left of the budget, such as `'>= 10%'`.",
      '> 0%',
    ),
    ...connectionKeys,
    ...basics,
  },
);
