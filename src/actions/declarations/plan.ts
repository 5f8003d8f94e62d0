import { COMMON_INPUTS } from './common.ts';
import type { ActionDeclaration } from './declaration.ts';

export const plan = {
  name: 'plan',
  title: 'Read the plan',
  description: 'Check a rollout plan, show it as a table, and hand its phases to later jobs.',
  inputs: {
    plan: COMMON_INPUTS.plan,
    'check-environments': {
      description:
        'Whether to ask GitHub that every approval environment exists and has reviewers. A missing one would be created without protection: an open gate.',
      default: 'true',
    },
    token: COMMON_INPUTS.token,
  },
  outputs: {
    name: { description: 'Name of the rollout.' },
    environment: { description: 'Environment that is released to.' },
    phases: {
      description:
        'The phases as a JSON list of `{name, weight, bake, approval}`, `bake` in seconds.',
    },
    count: { description: 'How many phases there are.' },
    digest: { description: 'SHA-256 of the plan, in hex.' },
  },
  permissions: { contents: 'read', actions: 'read' },
  example: `- uses: OWNER/sluice/actions/plan@v1
  id: plan
- run: echo "releasing \${NAME}"
  env:
    NAME: \${{ steps.plan.outputs.name }}`,
} as const satisfies ActionDeclaration;
