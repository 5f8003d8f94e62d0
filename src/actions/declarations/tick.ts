import { COMMON_INPUTS, STORY_PERMISSIONS } from './common.ts';
import type { ActionDeclaration } from './declaration.ts';

export const tick = {
  name: 'tick',
  title: 'Tick',
  description:
    'Go on with every rollout whose run has ended while it was under way: one look each at what bakes longer than a job may last, and its run goes on when the phase has passed.',
  inputs: {
    settings: COMMON_INPUTS.settings,
    variables: COMMON_INPUTS.variables,
    'team-token': COMMON_INPUTS['team-token'],
    token: COMMON_INPUTS.token,
  },
  outputs: {
    rollouts: {
      description:
        'What was done for which rollout, as a JSON list of `{rollout, did, sentence}`; `did` is `look`, `ask`, `go-on` or `take-back`.',
    },
  },
  permissions: { ...STORY_PERMISSIONS, actions: 'write' },
  example: `- uses: OWNER/sluice/actions/tick@v1
  with:
    settings: |
      HAPROXY=lb.internal:9999`,
} as const satisfies ActionDeclaration;
