import { COMMON_INPUTS, OUTCOME_OUTPUTS, STORY_PERMISSIONS } from './common.ts';
import type { ActionDeclaration } from './declaration.ts';

export const promote = {
  name: 'promote',
  title: 'Promote',
  description:
    'Make the new version the stable one. Refuses unless the ledger says that every phase has passed.',
  inputs: {
    plan: COMMON_INPUTS.plan,
    version: COMMON_INPUTS.version,
    settings: COMMON_INPUTS.settings,
    variables: COMMON_INPUTS.variables,
    ledger: COMMON_INPUTS.ledger,
    token: COMMON_INPUTS.token,
  },
  outputs: OUTCOME_OUTPUTS,
  permissions: STORY_PERMISSIONS,
  example: `- uses: OWNER/sluice/actions/promote@v1`,
} as const satisfies ActionDeclaration;
