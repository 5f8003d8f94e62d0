import { describeApproval } from '../../core/plan/approval.ts';
import type { PeopleApproval } from '../../core/plan/plan.ts';
import type { ApprovalResult } from '../../ports/approvals.ts';

/** Whether enough different people have approved. */
export function countApprovals(
  approval: PeopleApproval,
  phase: string,
  by: readonly string[],
): ApprovalResult {
  if (by.length >= approval.count) return { outcome: 'granted', by };
  const soFar = by.length === 0 ? '' : `; so far ${by.join(', ')}`;
  const detail = `${phase} waits for approval ${describeApproval(approval)}${soFar}`;
  return { outcome: 'waiting', detail };
}
