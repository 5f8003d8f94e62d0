import { COMMON_INPUTS, OUTCOME_OUTPUTS, STORY_PERMISSIONS } from './common.ts';
import type { ActionDeclaration } from './declaration.ts';

export const canaryStep = {
  name: 'canary-step',
  title: 'Run one phase',
  description:
    'Open one phase: set its weight, let it bake, judge it, and take the traffic back at once if it breaks a criterion.',
  inputs: {
    phase: {
      description: 'The phase, by its name or by its number counted from 1.',
      required: true,
    },
    plan: COMMON_INPUTS.plan,
    version: COMMON_INPUTS.version,
    settings: COMMON_INPUTS.settings,
    variables: COMMON_INPUTS.variables,
    approved: {
      description:
        'For a phase with an approval: the result of the job that waited for it (`needs.<job>.result`). Anything but `success` is no approval. Not needed where people approve by comment or review.',
    },
    'team-token': COMMON_INPUTS['team-token'],
    mode: {
      description:
        '`job` waits until the phase is decided. `tick` makes one pass and leaves, to be called again: long bakes cost no runner time.',
      default: 'job',
    },
    'most-minutes': {
      description:
        'A job that would hold longer than this leaves with `holding`, to be continued by a later run. Hosted jobs are killed after 360 minutes.',
      default: '345',
    },
    ledger: COMMON_INPUTS.ledger,
    token: COMMON_INPUTS.token,
  },
  outputs: OUTCOME_OUTPUTS,
  permissions: { ...STORY_PERMISSIONS, actions: 'read', issues: 'read', statuses: 'read' },
  example: `- uses: OWNER/sluice/actions/canary-step@v1
  with:
    phase: Canary`,
} as const satisfies ActionDeclaration;
