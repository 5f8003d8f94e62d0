import { COMMON_INPUTS } from './common.ts';
import type { ActionDeclaration } from './declaration.ts';

export const analyze = {
  name: 'analyze',
  title: 'Analyze',
  description:
    "Judge a phase's criteria from live metrics, without moving traffic and without a ledger.",
  inputs: {
    phase: {
      description: 'Whose criteria to judge: the phase, by its name or by its number from 1.',
      default: '1',
    },
    plan: COMMON_INPUTS.plan,
    settings: COMMON_INPUTS.settings,
    variables: COMMON_INPUTS.variables,
    duration: {
      description: "How long to look, such as `10m`. Left out, the phase's bake.",
    },
  },
  outputs: {
    verdict: {
      description: '`pass`, `fail` or `inconclusive`; missing data is never a pass.',
    },
    criteria: { description: 'Every criterion with its numbers and verdict, as a JSON list.' },
    reason: { description: 'The criterion that decided, in one sentence.' },
  },
  permissions: {},
  example: `- uses: OWNER/sluice/actions/analyze@v1
  id: analysis
  with:
    phase: Canary
    duration: 10m`,
} as const satisfies ActionDeclaration;
