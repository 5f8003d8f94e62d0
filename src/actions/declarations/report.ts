import { COMMON_INPUTS } from './common.ts';
import type { ActionDeclaration } from './declaration.ts';

export const report = {
  name: 'report',
  title: 'Report',
  description:
    'Write what happened, from the ledger: the job summary, a Markdown file, an HTML page with charts, and a JSON file.',
  inputs: {
    plan: {
      description: `${COMMON_INPUTS.plan.description} Read for the names of the rollout; may be missing when the two inputs below are given.`,
      default: COMMON_INPUTS.plan.default,
    },
    name: { description: 'Name of the rollout. Left out, the one in the plan.' },
    environment: { description: 'Its environment. Left out, the one in the plan.' },
    directory: {
      description: 'Folder for `report.md`, `report.html` and `report.json`.',
      default: 'rollout-report',
    },
    summary: {
      description:
        'Whether to add it to the summary of the job; where an earlier step of the same job did so, `false` saves the repetition.',
      default: 'true',
    },
    ledger: COMMON_INPUTS.ledger,
    token: COMMON_INPUTS.token,
  },
  outputs: {
    markdown: { description: 'Path of the Markdown report.' },
    html: {
      description:
        'Path of the HTML page, which needs nothing but itself; empty when the past could not be read.',
    },
    json: { description: 'Path of the JSON report.' },
    'rollout-status': {
      description:
        '`none`, `running`, `paused`, `stopped`, `rolling-back`, `rolled-back`, `rollback-failed`, `promoting` or `promoted`.',
    },
  },
  permissions: { contents: 'read' },
  example: `- uses: OWNER/sluice/actions/report@v1
  if: always()`,
} as const satisfies ActionDeclaration;
