import { z } from 'zod';
import type { Reaction } from '../../core/control/reply.ts';
import { expecting } from './answer.ts';
import type { Answer } from './answer.ts';
import type { GitHubClient } from './client.ts';
import { readPages } from './pages.ts';

/** A comment as it is now, whatever the event said that told of it. */
export interface Comment {
  readonly id: number;
  readonly body: string;
  readonly author: string;
  /** Written by an app, not by a person. */
  readonly isBot: boolean;
  /** What it says is not what was written first. */
  readonly isEdited: boolean;
  readonly url: string;
  readonly createdAt: string;
  /** Absent for a comment on an issue. */
  readonly pull?: {
    readonly number: number;
    readonly head: string;
    /** What it was merged as. */
    readonly merged?: string;
  };
}

/** The comments of a repository's pull requests. Nothing is thrown. */
export interface Conversation {
  /** Reads a comment by its node id; undefined data where there is no such comment. */
  read(nodeId: string): Promise<Answer<Comment | undefined>>;
  react(comment: Comment, reaction: Reaction): Promise<Answer<unknown>>;
  /** Answers a comment below it; an answer with this marker that is there already is edited. */
  reply(comment: Comment, marker: string, body: string): Promise<Answer<unknown>>;
}

const READ_COMMENT = `query ReadCommand($id: ID!) {
  node(id: $id) {
    __typename
    ... on IssueComment {
      fullDatabaseId body url createdAt lastEditedAt
      author { kind: __typename login }
      pullRequest { number headRefOid mergeCommit { oid } }
    }
  }
}`;

const commentAnswer = z.object({
  node: z
    .object({
      fullDatabaseId: z.coerce.number(),
      body: z.string(),
      url: z.string(),
      createdAt: z.string(),
      lastEditedAt: z.string().nullable(),
      /** Null for an account that is gone. */
      author: z.object({ kind: z.string(), login: z.string() }).nullable(),
      pullRequest: z
        .object({
          number: z.int(),
          headRefOid: z.string(),
          mergeCommit: z.object({ oid: z.string() }).nullable(),
        })
        .nullable(),
    })
    .or(z.object({ __typename: z.string() }))
    .nullable(),
});

const comments = z.array(
  z.object({
    id: z.int(),
    body: z.string().optional(),
    user: z.object({ type: z.string() }).nullable(),
  }),
);

/** Takes the permission `pull-requests: write`. */
export function createConversation(
  client: GitHubClient,
  { owner, repo }: { readonly owner: string; readonly repo: string },
): Conversation {
  const place = { owner, repo };

  /** Our answer, had the job been run before. */
  async function findReply(
    { pull, createdAt }: Comment,
    marker: string,
  ): Promise<Answer<number | undefined>> {
    const route = 'GET /repos/{owner}/{repo}/issues/{issue_number}/comments';
    const query = { ...place, issue_number: pull?.number ?? 0, since: createdAt };
    const found = await readPages(
      (page) => client.rest(route, { ...query, ...page }),
      comments,
      'the answers to a command',
    );
    if (found.outcome === 'failed') return found;
    const ours = found.data.find(
      ({ body = '', user }) => user?.type === 'Bot' && body.startsWith(marker),
    );
    return { outcome: 'answered', data: ours?.id };
  }

  return {
    async read(nodeId) {
      const answer = await client.graphql(
        READ_COMMENT,
        { id: nodeId },
        { needs: 'pull-requests: read' },
      );
      const read = expecting(answer, commentAnswer, 'the comment');
      if (read.outcome === 'failed') {
        return read.reason === 'not-found' ? { outcome: 'answered', data: undefined } : read;
      }
      return { outcome: 'answered', data: toComment(read.data.node) };
    },

    react({ id }, content) {
      const route = 'POST /repos/{owner}/{repo}/issues/comments/{comment_id}/reactions';
      // GitHub keeps one reaction of a kind from each account.
      return client.rest(route, { ...place, comment_id: id, content }, { repeatable: true });
    },

    async reply(comment, marker, text) {
      const body = `${marker}\n${text}`;
      const known = await findReply(comment, marker);
      if (known.outcome === 'failed') return known;
      if (known.data !== undefined) {
        const route = 'PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}';
        return client.rest(route, { ...place, comment_id: known.data, body });
      }
      const route = 'POST /repos/{owner}/{repo}/issues/{issue_number}/comments';
      return client.rest(route, { ...place, issue_number: comment.pull?.number ?? 0, body });
    },
  };
}

function toComment(node: z.output<typeof commentAnswer>['node']): Comment | undefined {
  if (node === null || !('body' in node)) return undefined;
  const { author, pullRequest } = node;
  return {
    id: node.fullDatabaseId,
    body: node.body,
    author: author?.login ?? 'ghost',
    isBot: author?.kind !== 'User',
    isEdited: node.lastEditedAt !== null,
    url: node.url,
    createdAt: node.createdAt,
    ...(pullRequest && {
      pull: {
        number: pullRequest.number,
        head: pullRequest.headRefOid,
        ...(pullRequest.mergeCommit && { merged: pullRequest.mergeCommit.oid }),
      },
    }),
  };
}
