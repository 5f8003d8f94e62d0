import { COMMON_INPUTS, OUTCOME_OUTPUTS, STORY_PERMISSIONS } from './common.ts';
import type { ActionDeclaration } from './declaration.ts';

export const rollback = {
  name: 'rollback',
  title: 'Roll back',
  description:
    'Take all traffic back to the stable version. Needs nothing but the ledger and the target, and does nothing where there is nothing to take back.',
  inputs: {
    cause: {
      description:
        'Who wants it: `asked` (a person, so a paused rollout goes back too), `run-failed` or `run-cancelled` (a chain that cleans up: a paused rollout is left to people).',
      default: 'asked',
    },
    plan: {
      description: `${COMMON_INPUTS.plan.description} Read for the names of the rollout and for its cleanup hook; may be missing when the two inputs below are given.`,
      default: COMMON_INPUTS.plan.default,
    },
    name: { description: 'Name of the rollout. Left out, the one in the plan.' },
    environment: { description: 'Its environment. Left out, the one in the plan.' },
    settings: COMMON_INPUTS.settings,
    variables: COMMON_INPUTS.variables,
    ledger: COMMON_INPUTS.ledger,
    token: COMMON_INPUTS.token,
  },
  outputs: OUTCOME_OUTPUTS,
  permissions: STORY_PERMISSIONS,
  example: `- uses: OWNER/sluice/actions/rollback@v1
  if: failure() || cancelled()
  with:
    cause: \${{ job.status == 'cancelled' && 'run-cancelled' || 'run-failed' }}`,
} as const satisfies ActionDeclaration;
