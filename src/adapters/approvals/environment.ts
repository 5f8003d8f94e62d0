import { isSameLogin } from '../../core/member.ts';
import type { EnvironmentApproval } from '../../core/plan/plan.ts';
import type { ApprovalRequest, ApprovalResult } from '../../ports/approvals.ts';
import type { Authors } from '../../ports/authors.ts';

/** Who approved a run, by the name of the environment they let it into. */
export interface RunApprovals {
  approversOf(environment: string): Promise<readonly string[]>;
}

/**
 * Reads an approval that an earlier job of the same run waited for: `result` is that job's result, as GitHub
 * says it. Only `success` is an approval; a job that was skipped asked nobody.
 */
export async function readEnvironment(
  result: string,
  { approval, phase, started }: ApprovalRequest<EnvironmentApproval>,
  approvals: RunApprovals,
  authors: Authors,
): Promise<ApprovalResult> {
  const { environment, notAuthor } = approval;
  if (result !== 'success') {
    const found = result === '' ? 'no job was named that waited for it' : `that job was ${result}`;
    return refuse(
      'approval-missing',
      `${phase} needs the approval of ${environment}, but ${found}: give the input \`approved\` the result of a job that waits on this environment`,
    );
  }
  const by = await approvals.approversOf(environment);
  if (!notAuthor) return { outcome: 'granted', by };
  if (by.length === 0) {
    const why = 'who let the run in could not be read from GitHub';
    return refuse('approval-missing', `${phase} is not to be approved by its author, and ${why}`);
  }
  const made = await authors.authorsOf(started);
  if (made.outcome === 'failed') {
    const why = `whose release it is cannot be told: ${made.detail}`;
    return refuse('approval-missing', `${phase} is not to be approved by its author, and ${why}`);
  }
  // GitHub does not say which approval was for which phase or attempt: every one of them must be somebody else's.
  const own = by.find((login) => made.found.some((author) => isSameLogin(author, login)));
  return own === undefined
    ? { outcome: 'granted', by }
    : refuse(
        'own-approval',
        `${phase} was let into ${environment} by ${own}, whose release it is: somebody else must approve; release anew`,
      );
}

function refuse(
  reason: Extract<ApprovalResult, { outcome: 'refused' }>['reason'],
  detail: string,
): ApprovalResult {
  return { outcome: 'refused', reason, detail };
}
