import type { PeopleApproval } from '../../core/plan/plan.ts';
import type { ApprovalRequest, ApprovalResult, Approvals } from '../../ports/approvals.ts';
import type { Authors } from '../../ports/authors.ts';
import { countApprovals } from './count.ts';
import { readEnvironment, type RunApprovals } from './environment.ts';

export interface RunApprovalsOptions {
  /** The result of the job that waited at the environment, as GitHub says it. */
  readonly result: string;
  readonly run: RunApprovals;
  readonly authors: Authors;
  /** Looks for approving reviews of what is released. */
  readonly reviews: (request: ApprovalRequest<PeopleApproval>) => Promise<ApprovalResult>;
}

/** Approvals of a run on GitHub: by an environment, by command, by review. */
export function createRunApprovals(options: RunApprovalsOptions): Approvals {
  const { result, run, authors, reviews } = options;
  return {
    async ask({ approval, ...request }) {
      switch (approval.by) {
        case 'environment':
          return readEnvironment(result, { ...request, approval }, run, authors);
        case 'comment':
          return countApprovals(approval, request.phase, request.approvedBy);
        case 'review':
          return reviews({ ...request, approval });
      }
    },
  };
}
