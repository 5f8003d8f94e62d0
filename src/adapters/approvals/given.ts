import type { EnvironmentApproval } from '../../core/plan/plan.ts';
import type { Approvals } from '../../ports/approvals.ts';
import { countApprovals } from './count.ts';

/**
 * Approvals where there is no GitHub: of environments those that whoever started the rollout has given in
 * advance, by command those that are in the ledger. Reviews are out of reach.
 */
export function createGivenApprovals(environments: readonly string[], by: string): Approvals {
  function giveEnvironment({ environment, notAuthor }: EnvironmentApproval, phase: string) {
    if (!environments.includes(environment)) {
      const detail = `${phase} waits for the approval of ${environment}: run again with --approve ${environment} to give it`;
      return { outcome: 'waiting', detail } as const;
    }
    if (notAuthor) {
      const detail = `${phase} is not to be approved by whoever releases it, and ${by} runs this: let people approve it by comment, or on GitHub`;
      return { outcome: 'refused', reason: 'own-approval', detail } as const;
    }
    return { outcome: 'granted', by: [by] } as const;
  }

  return {
    async ask({ approval, phase, approvedBy }) {
      switch (approval.by) {
        case 'environment':
          return giveEnvironment(approval, phase);
        case 'comment':
          return countApprovals(approval, phase, approvedBy);
        case 'review': {
          const detail = `${phase} needs a review on GitHub, which cannot be asked for from here`;
          return { outcome: 'refused', reason: 'approval-missing', detail };
        }
      }
    },
  };
}
