import type { Approvals } from '../../ports/approvals.ts';

/** Approvals given in advance by whoever started the rollout, by environment; all others are waited for. */
export function createGivenApprovals(environments: readonly string[], by: string): Approvals {
  return {
    async ask(environment, phase) {
      return environments.includes(environment)
        ? { outcome: 'granted', by: [by] }
        : {
            outcome: 'waiting',
            detail: `${phase} waits for the approval of ${environment}: run again with --approve ${environment} to give it`,
          };
    },
  };
}
