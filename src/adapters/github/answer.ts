import type { z } from 'zod';
import { oneLine } from '../../core/rollout/one-line.ts';

/** Why GitHub did not do what was asked. */
export type GitHubReason =
  /** It did not answer, was out of order, or asked for more patience than there was: later may help. */
  | 'unreachable'
  /** The token is not valid, or may not do this. */
  | 'unauthorized'
  /** It understood and said no. */
  | 'refused'
  /** It answered something that cannot be understood. */
  | 'malformed'
  /** There is no such thing, or the token may not see it. */
  | 'not-found'
  /** Something else was written meanwhile. */
  | 'conflict';

export interface GitHubFailure {
  readonly outcome: 'failed';
  readonly reason: GitHubReason;
  /** The HTTP status; undefined when no answer came. */
  readonly status: number | undefined;
  /** One line: what was asked, what GitHub said, what to try. */
  readonly detail: string;
}

export type Answer<T> = { readonly outcome: 'answered'; readonly data: T } | GitHubFailure;

/**
 * Holds what GitHub answered against what is used of it: an answer of another shape is `malformed`, never
 * worked with. `asked` names the request for the message.
 */
export function expecting<T>(
  answer: Answer<unknown>,
  schema: z.ZodType<T>,
  asked: string,
): Answer<T> {
  if (answer.outcome === 'failed') return answer;
  const read = schema.safeParse(answer.data);
  if (read.success) return { outcome: 'answered', data: read.data };
  const [issue] = read.error.issues;
  const where = issue === undefined ? '' : `: ${issue.path.join('.')}: ${issue.message}`;
  return {
    outcome: 'failed',
    reason: 'malformed',
    status: undefined,
    detail: oneLine(`${asked}: the answer is not what GitHub documents${where}`, 400),
  };
}
