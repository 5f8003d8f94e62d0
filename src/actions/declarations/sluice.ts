import { COMMON_INPUTS, OUTCOME_OUTPUTS, STORY_PERMISSIONS } from './common.ts';
import type { ActionDeclaration } from './declaration.ts';

export const sluice = {
  name: 'sluice',
  title: 'Sluice',
  description:
    'Progressive delivery in one step: gates, every phase, promotion, and the way back when a number breaks. For plans whose phases fit into one job and have no environment approval.',
  inputs: {
    plan: COMMON_INPUTS.plan,
    version: COMMON_INPUTS.version,
    settings: COMMON_INPUTS.settings,
    variables: COMMON_INPUTS.variables,
    'team-token': COMMON_INPUTS['team-token'],
    ledger: COMMON_INPUTS.ledger,
    token: COMMON_INPUTS.token,
  },
  outputs: OUTCOME_OUTPUTS,
  permissions: { ...STORY_PERMISSIONS, actions: 'read', issues: 'read', statuses: 'read' },
  example: `- uses: OWNER/sluice@v1
  with:
    plan: .github/rollout.yml`,
} as const satisfies ActionDeclaration;
