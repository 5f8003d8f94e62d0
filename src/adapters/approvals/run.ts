import type { Approvals } from '../../ports/approvals.ts';

/** Who approved a run, by the name of the environment they let it into. */
export interface RunApprovals {
  approversOf(environment: string): Promise<readonly string[]>;
}

/**
 * Approvals that were waited for by an earlier job of the same run: `result` is that job's result, as GitHub
 * says it. Only `success` is an approval; a job that was skipped asked nobody.
 */
export function createRunApprovals(result: string, approvals: RunApprovals): Approvals {
  return {
    async ask(environment, phase) {
      if (result === 'success') {
        return { outcome: 'granted', by: await approvals.approversOf(environment) };
      }
      const found =
        result === '' ? 'no job was named that waited for it' : `that job was ${result}`;
      return {
        outcome: 'refused',
        detail: `${phase} needs the approval of ${environment}, but ${found}: give the input \`approved\` the result of a job that waits on this environment`,
      };
    },
  };
}
