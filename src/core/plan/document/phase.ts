import * as z from 'zod';

import { writeDuration } from '../../quantity/duration.ts';
import { DEFAULTS } from '../defaults.ts';
import { promoteOn } from './analysis.ts';
import { approval } from './approval.ts';
import { gates } from './gate.ts';
import { judge } from './judge.ts';
import { duration, line, weight } from './leaf.ts';
import { mapping, optional } from './mapping.ts';

const SENTENCE = 'write a sentence such as `error-rate < 0.1%`';

/** YAML reads `memory > 90%: pause` as a mapping of one key: it is the same sentence. */
export const sentence = z.union(
  [
    z.string().min(1).max(500),
    z
      .record(z.string(), z.string({ error: SENTENCE }), { error: SENTENCE })
      .refine((sentences) => Object.keys(sentences).length === 1, { error: SENTENCE })
      .meta({ minProperties: 1, maxProperties: 1 }),
  ],
  { error: SENTENCE },
);

export const rollback = z
  .array(sentence, { error: 'write a list of conditions, such as `- error-rate > 1% for 5m`' })
  .max(100, { error: 'write at most 100 conditions' });

/** The most phases a plan may have: as many as the reusable workflow has jobs for. */
export const MOST_PHASES = 10;

const phase = mapping('a phase, such as `{ name: Canary, weight: 5%, bake: 2h }`', {
  name: line('what the phase is called').describe('What the phase is called.'),
  weight: weight().describe("The canary's share of the traffic, such as `5%`."),
  bake: duration().describe('How long the phase must hold before the next one begins.'),
  extend: optional(
    duration(),
    'How much longer to look when the bake ends without an answer, before a person is asked.',
    writeDuration(DEFAULTS.extend),
  ),
  'promote-on': optional(
    promoteOn,
    "What criteria that weigh evidence must show when the bake ends, in place of the plan's.",
  ),
  'early-after': optional(
    duration(),
    'Passes before the bake ends, but not before this, once such criteria have excluded harm and all others hold.',
  ),
  criteria: optional(
    z
      .array(sentence, { error: 'write a list of criteria, such as `- error-rate < 0.1%`' })
      .max(100, { error: 'write at most 100 criteria' }),
    'What must hold for the phase to pass: sentences such as `error-rate < 0.1%`, `latency-p95 < baseline * 1.2` or `conversion-rate: no significant drop`.',
  ),
  judge: optional(judge, "Another method beside the criteria, in place of the plan's."),
  approval: optional(
    approval,
    'Who must approve before the phase begins: a GitHub environment by its name, or people by comment or review.',
  ),
  gates: optional(gates, 'Gates that must be open before the phase begins.'),
});

export const phases = z
  .array(phase, {
    error: 'write a list of phases, such as `- { name: Canary, weight: 5%, bake: 2h }`',
  })
  .min(1, {
    error: 'write at least one phase, such as `- { name: Everyone, weight: 100%, bake: 1h }`',
  })
  .max(MOST_PHASES, {
    error: `write at most ${MOST_PHASES} phases: the workflow has that many jobs`,
  });
