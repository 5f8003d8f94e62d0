import type { ReportHandles } from '../../../core/rollout/event.ts';

/** Where on GitHub a rollout is told; what has no id yet is to be made. */
export interface Places {
  readonly repository: string;
  readonly checkRun?: string;
  readonly comments: readonly CommentPlace[];
  readonly deployment?: string;
  /** File name of the workflow by which people step in, where there is one. */
  readonly control?: string;
  /** Path of the plan in the released commit, where it stands there as it was read. */
  readonly plan?: string;
}

/** A comment of ours, or a pull request that has none. */
export type CommentPlace =
  { readonly comment: string } | { readonly comment?: never; readonly pullRequest: string };

/** The places that earlier tellings left; undefined when none of them opened any. */
export function rememberPlaces(handles: ReportHandles): Places | undefined {
  const { repository, checkRun, comments = [], deployment, control, plan } = handles;
  if (repository === undefined || checkRun === undefined) return undefined;
  return {
    repository,
    checkRun,
    comments: comments.map((comment) => ({ comment })),
    ...(deployment !== undefined && { deployment }),
    ...(control !== undefined && { control }),
    ...(plan !== undefined && { plan }),
  };
}

/** What later tellings need to find the places again. */
export function listHandles({ comments, ...places }: Places): ReportHandles {
  return { ...places, comments: comments.flatMap(({ comment }) => comment ?? []) };
}
