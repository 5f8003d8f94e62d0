import { COMMON_INPUTS } from './common.ts';
import type { ActionDeclaration } from './declaration.ts';

export const metrics = {
  name: 'metrics',
  title: 'Delivery metrics',
  description:
    'Tell from the ledgers how delivery goes, by environment and target: deployment frequency, lead time, change failure rate, time to restore.',
  inputs: {
    window: {
      description:
        'How long a time to look at, such as `7d`; as long a time before it is told to compare.',
      default: '30d',
    },
    environment: {
      description:
        'One environment. Left out, all; a badge tells of one, and wants it where there are several.',
    },
    badge: { description: 'File for a badge as an SVG image. Left out, none is drawn.' },
    endpoint: {
      description:
        'File for the same badge as JSON, from which shields.io draws it. Left out, none.',
    },
    summary: {
      description: 'Whether to add the table to the summary of the job.',
      default: 'true',
    },
    ledger: {
      ...COMMON_INPUTS.ledger,
      description:
        'Where rollouts are recorded: `github` (refs in this repository), or `git:<folder>` (a local repository).',
    },
    token: COMMON_INPUTS.token,
  },
  outputs: {
    metrics: { description: 'All numbers as JSON, versioned by its `schema` field.' },
    badge: { description: 'Path of the SVG image; empty when none was drawn.' },
    endpoint: { description: 'Path of the JSON of the badge; empty when there is none.' },
  },
  permissions: { contents: 'read' },
  example: `- uses: OWNER/sluice/actions/metrics@v1
  with:
    environment: production
    badge: delivery.svg`,
} as const satisfies ActionDeclaration;
