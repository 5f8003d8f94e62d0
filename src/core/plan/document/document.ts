import * as z from 'zod';

import { writeDuration } from '../../quantity/duration.ts';
import { DEFAULTS } from '../defaults.ts';
import { analysis } from './analysis.ts';
import { connections } from './connection.ts';
import { gates } from './gate.ts';
import { judge } from './judge.ts';
import { choice, duration, line, pattern, text } from './leaf.ts';
import { mapping, optional } from './mapping.ts';
import { metrics } from './metric.ts';
import { notifications } from './notification.ts';
import { phases, rollback } from './phase.ts';
import { target } from './target.ts';

const HOOK = 'write a command, or `{ run: …, timeout: … }`';

const hook = (description: string) =>
  optional(
    z.union(
      [
        text('a command'),
        mapping('a command, or `{ run: …, timeout: … }`', {
          run: text('a command').describe('The command, run in a shell with SLUICE_* variables.'),
          timeout: optional(
            duration(1),
            'How long it may take.',
            writeDuration(DEFAULTS.hookTimeout),
          ),
        }),
      ],
      { error: HOOK },
    ),
    description,
  );

const hooks = mapping('commands for `deploy`, `promote` and `cleanup`', {
  deploy: hook('Before the first phase: brings the canary up.'),
  promote: hook('After the last phase: makes the new version the stable one.'),
  cleanup: hook('When the rollout is over, promoted or rolled back.'),
});

/**
 * A plan as it is written: the one description of its shape, from which the reader, the JSON Schema and
 * the types come. What the values mean, and what must hold between them, is said elsewhere.
 */
export const PlanDocument = mapping('a plan, beginning with `version: 1`', {
  version: z
    .literal(1, { error: 'write `version: 1`: the only version there is' })
    .describe('Version of the plan format.'),
  name: pattern(
    /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/,
    'a name of lower-case letters, digits and dashes, such as `checkout`',
    63,
  ).describe('What is rolled out. Part of the ledger ref `refs/rollouts/<environment>/<name>`.'),
  environment: line('the name of a GitHub environment, such as `production`', 255).describe(
    'The GitHub environment it is rolled out to.',
  ),
  'environment-url': optional(
    pattern(
      /^https?:\/\/[^\s/@]+(?:\/\S*)?$/,
      'an address without credentials, such as `https://shop.example`',
      1_000,
    ),
    'Where people visit the environment: GitHub links the deployment to it.',
  ),
  'on-busy': optional(
    choice(['fail', 'wait', 'supersede']),
    'What a release does that finds another on its way: fail, wait for it, or take it back first.',
    DEFAULTS.onBusy,
  ),
  'on-cancel': optional(
    choice(['rollback', 'hold']),
    'What becomes of the traffic when the run is cancelled: it goes back, or stays until a person decides.',
    DEFAULTS.onCancel,
  ),
  target: target.describe('Where the traffic is steered. Exactly one kind.'),
  connections: optional(connections, 'How to reach what several metrics and gates ask.'),
  analysis: optional(analysis, 'Defaults for all metrics; each metric may say otherwise.'),
  metrics: optional(metrics, 'The numbers the release is judged by, by name.'),
  judge: optional(
    judge,
    'Another method beside the criteria, for every phase below 100% that names none itself.',
  ),
  gates: optional(gates, 'What must be open before the rollout begins.'),
  phases: phases.describe('How the release opens up: weights rise from phase to phase to 100%.'),
  rollback: optional(
    rollback,
    'What must not come true in any phase: sentences such as `error-rate > 1% for 5m` or `memory > 90%: pause`.',
  ),
  notifications: optional(notifications, 'Where people are told how the release goes.'),
  hooks: optional(hooks, 'Commands at the turning points of the rollout.'),
});

export type PlanDocument = z.output<typeof PlanDocument>;
