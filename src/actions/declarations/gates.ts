import { COMMON_INPUTS, OUTCOME_OUTPUTS, STORY_PERMISSIONS } from './common.ts';
import type { ActionDeclaration } from './declaration.ts';

export const gates = {
  name: 'gates',
  title: 'Ask the gates',
  description:
    'Ask every gate of the plan whether the release may begin. A gate that cannot be asked is shut.',
  inputs: {
    plan: COMMON_INPUTS.plan,
    version: COMMON_INPUTS.version,
    settings: COMMON_INPUTS.settings,
    variables: COMMON_INPUTS.variables,
    'team-token': COMMON_INPUTS['team-token'],
    record: {
      description:
        'Whether to start the rollout in the ledger. With `false` the gates are only asked, and nothing is written anywhere.',
      default: 'true',
    },
    'most-minutes': {
      description:
        'How long another release is waited for, where the plan says `on-busy: wait`; then the step fails as `busy`. Hosted jobs are killed after 360 minutes.',
      default: '345',
    },
    ledger: COMMON_INPUTS.ledger,
    token: COMMON_INPUTS.token,
  },
  outputs: {
    open: { description: '`true` when every gate is open.' },
    findings: {
      description:
        'What each gate found, as a JSON list of `{gate, outcome, found, wanted, remedy}`.',
    },
    ...OUTCOME_OUTPUTS,
  },
  permissions: { ...STORY_PERMISSIONS, actions: 'read', issues: 'read', statuses: 'read' },
  example: `- uses: OWNER/sluice/actions/gates@v1
  with:
    record: 'false'`,
} as const satisfies ActionDeclaration;
