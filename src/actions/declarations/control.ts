import { COMMON_INPUTS, STORY_PERMISSIONS } from './common.ts';
import type { ActionDeclaration } from './declaration.ts';

export const control = {
  name: 'control',
  title: 'Control',
  description:
    'Let a person step in: pause, resume, abort, approve, promote, retry, or skip a gate, from a pull request comment or from a workflow started by hand, whether or not the run that released is alive.',
  inputs: {
    comment: {
      description:
        "Node id of the comment that may hold a command. It is read again from GitHub: the event's own account of it is not trusted. Empty where a workflow was started by hand.",
      default: '${{ github.event.comment.node_id }}',
    },
    review: {
      description:
        'Node id of a review that was submitted. It says only that it is time to look: what waits for a review is looked for on GitHub.',
      default: '${{ github.event.review.node_id }}',
    },
    command: {
      description:
        'Without a comment: `pause`, `resume`, `abort`, `approve`, `promote`, `promote-full`, `retry` or `skip-gate`.',
    },
    target: {
      description:
        'Without a comment: the rollout meant, as `environment/name`. Left out, the only one under way.',
    },
    gate: { description: 'Without a comment: the gate that `skip-gate` skips.' },
    phase: {
      description: 'Without a comment: the phase that `approve` is for. Left out, what waits.',
    },
    version: {
      description: 'Without a comment: the version that `approve` is for; no other is approved.',
    },
    reason: { description: 'Without a comment: why. Kept in the ledger; `skip-gate` wants one.' },
    permit: {
      description:
        'Who may give a command, beyond having write access: one `command: login, @organization/team` a line; `*` stands for every command without a line.',
    },
    'team-token': {
      description:
        "A token that may read the organization's members, for the teams of `permit` and of approvals. A job's own token may not, and a team that cannot be read lets nobody pass.",
    },
    settings: COMMON_INPUTS.settings,
    variables: COMMON_INPUTS.variables,
    ledger: COMMON_INPUTS.ledger,
    token: COMMON_INPUTS.token,
  },
  outputs: {
    outcome: {
      description:
        '`done`, `refused`, `mistaken` (not understood), `failed`, or `ignored` (a comment that is no command).',
    },
    sentence: { description: 'What came of it, in one sentence.' },
    rollout: { description: 'The rollout it was for, as `environment/name`.' },
    'rollout-status': { description: 'How that rollout stands now, such as `paused`.' },
    result: { description: 'The whole result as JSON, versioned by its `schema` field.' },
  },
  permissions: { ...STORY_PERMISSIONS, actions: 'write' },
  example: `- uses: OWNER/sluice/actions/control@v1
  with:
    command: pause
    reason: errors at the till`,
} as const satisfies ActionDeclaration;
