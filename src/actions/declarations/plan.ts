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
        'Whether to ask GitHub that every approval environment exists and has reviewers, and that people who must approve may. A missing environment would be created without protection: an open gate.',
      default: 'true',
    },
    history: {
      description:
        "How far to look back, such as `7d`, to say what each sentence can see at the traffic of that time; the plan's Prometheus is asked. Left out, nobody is asked.",
    },
    settings: COMMON_INPUTS.settings,
    variables: COMMON_INPUTS.variables,
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
