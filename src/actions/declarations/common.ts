import type { InputDeclaration, OutputDeclaration } from './declaration.ts';

/** Inputs that mean the same in every action that has them. */
export const COMMON_INPUTS = {
  plan: {
    description: 'Path of the plan in the checked-out repository.',
    default: '.github/rollout.yml',
  },
  version: {
    description:
      'The version being released, as people call it. Left out, the tag, branch or commit.',
    default: '${{ github.ref_name }}',
  },
  settings: {
    description:
      'Values for the `$NAME`s of the plan and for its commands, one `NAME=value` a line, shown as they are. Variables of the job are seen too.',
  },
  variables: {
    description:
      'The same for secrets: every value is masked in the log, and taken out of what is told elsewhere.',
  },
  'team-token': {
    description:
      "A token that may read the organization's members, for the teams that an approval or a gate names. A job's own token may not, and a team that cannot be read lets nobody pass.",
  },
  ledger: {
    description:
      'Where the rollout is recorded: `github` (a ref in this repository), or `git:<folder>` (a local repository).',
    default: 'github',
  },
  token: {
    description: 'Token for the GitHub API.',
    default: '${{ github.token }}',
  },
} as const satisfies Record<string, InputDeclaration>;

/** Outputs of every action that moves or judges a rollout. */
export const OUTCOME_OUTPUTS = {
  status: {
    description:
      'How it was left: `reached` (what this step is for), `holding`, `waiting`, `paused`, `stopped`, `rolled-back`, `rollback-failed`, `refused` or `ledger-failed`.',
  },
  'reason-code': { description: 'Why, as a closed code such as `criterion-failed`.' },
  reason: { description: 'Why, in one sentence.' },
  weight: { description: "The canary's share of the traffic in percent when the step ended." },
  result: { description: 'The whole result as JSON, versioned by its `schema` field.' },
} as const satisfies Record<string, OutputDeclaration>;

/** What telling the story on GitHub needs, and the ledger. */
export const STORY_PERMISSIONS = {
  contents: 'write',
  checks: 'write',
  deployments: 'write',
  'pull-requests': 'write',
} as const;
