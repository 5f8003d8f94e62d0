import type { Endpoints } from '@octokit/types';
import { formatInstant } from '../../../core/quantity/instant.ts';
import { expecting } from '../../github/answer.ts';
import type { Answer, GitHubFailure } from '../../github/answer.ts';
import type { GitHubClient } from '../../github/client.ts';
import { readObjects } from '../../github/objects.ts';
import type { FoundObjects } from '../../github/objects.ts';
import { blobId } from '../object-id.ts';
import { AUTHOR, FILE_KEYS, FILE_NAMES, fail, ok } from '../store.ts';
import type { Failed, LoggedCommit, NewCommit, Result } from '../store.ts';
import {
  MOVE_REF,
  COMMIT,
  READ_LOG,
  READ_TIP,
  blobAnswer,
  commitAnswer,
  logAnswer,
  madeObject,
  matchingRefs,
  storedCommit,
} from './queries.ts';
import type { CommitAnswer } from './queries.ts';

export interface RemoteOptions {
  readonly client: GitHubClient;
  readonly owner: string;
  readonly repo: string;
  readonly ref: string;
}

/** So many are read in one request: each may bring megabytes, and GitHub gives up after ten seconds. */
export const MOST_COMMITS = 10;

/** One method is one request to GitHub. */
export type Remote = ReturnType<typeof createRemote>;

const READ = { needs: 'contents: read' };
/** Objects are named by their content and the move names what it expects: doing any of it twice is harmless. */
const WRITE = { needs: 'contents: write', repeatable: true };

type TreeRow = Endpoints['POST /repos/{owner}/{repo}/git/trees']['parameters']['tree'][number];

const LIST_REFS = 'GET /repos/{owner}/{repo}/git/matching-refs/{ref}';

/** The requests a ledger makes, their answers held against what is used of them. */
export function createRemote({ client, owner, repo, ref }: RemoteOptions) {
  const place = { owner, repo };
  const asked = `the ledger ${ref}`;
  const prefix = ref.replace(/^refs\//, '');
  /** What the listing said, under which entity tag. */
  let seen: { readonly etag: string; readonly id: string | undefined } | undefined;

  return {
    /** The commit that GraphQL finds under the ref's name. */
    async readTip(): Promise<Result<FoundObjects<CommitAnswer>>> {
      const answer = await client.graphql(READ_TIP, { ...place, ref }, READ);
      const read = toResult(expecting(answer, commitAnswer, asked));
      if (read.outcome === 'failed') return read;
      const { id, object } = read.value.repository;
      return ok({ repositoryId: id, objects: [object] });
    },

    /** At most `MOST_COMMITS`, in their order. */
    async readCommits(oids: readonly string[]): Promise<Result<FoundObjects<CommitAnswer>>> {
      const operation = 'ReadLedgerCommits';
      const wanted = { operation, fragments: COMMIT, shape: storedCommit, asked };
      return toResult(await readObjects({ client, ...place, ...wanted, oids }));
    },

    /**
     * Where the listing of refs, which covers every namespace, says that the ref points. Asked again, it
     * costs nothing of the rate limit as long as nothing moved.
     */
    async findRef(): Promise<Result<string | undefined>> {
      const answer = await client.poll(LIST_REFS, { ...place, ref: prefix }, seen?.etag);
      if (answer.outcome === 'failed') return toFailed(answer);
      if (!answer.data.changed) {
        return seen === undefined
          ? fail('malformed', `${asked}: GitHub says that nothing changed since nothing was seen`)
          : ok(seen.id);
      }
      const { data, etag } = answer.data;
      const refs = toResult(expecting({ outcome: 'answered', data }, matchingRefs, asked));
      if (refs.outcome === 'failed') return refs;
      const id = refs.value.find((found) => found.ref === ref)?.object.sha;
      seen = etag === undefined ? undefined : { etag, id };
      return ok(id);
    },

    /** A commit and up to 99 before it, all their parents followed. */
    async readLog(oid: string): Promise<Result<readonly LoggedCommit[]>> {
      const answer = await client.graphql(READ_LOG, { ...place, oid }, READ);
      const read = toResult(expecting(answer, logAnswer, asked));
      if (read.outcome === 'failed') return read;
      const commits = read.value.repository.object?.history?.nodes ?? [];
      return ok(
        commits.map(({ oid: id, message, parents }) => ({
          id,
          message,
          parents: parents.nodes.map((parent) => parent.oid),
        })),
      );
    },

    async readBlob(oid: string): Promise<Result<string>> {
      const route = 'GET /repos/{owner}/{repo}/git/blobs/{file_sha}';
      const answer = await client.rest(route, { ...place, file_sha: oid });
      const blob = toResult(expecting(answer, blobAnswer, asked));
      return blob.outcome === 'ok'
        ? ok(Buffer.from(blob.value.content, 'base64').toString('utf8'))
        : blob;
    },

    /** What the parent holds already is named, not sent. */
    async makeTree({ files, parent }: NewCommit): Promise<Result<string>> {
      const tree = FILE_KEYS.flatMap((key): TreeRow[] => {
        const text = files[key];
        if (text === undefined) return [];
        const row = { path: FILE_NAMES[key], mode: '100644', type: 'blob' } as const;
        return parent?.files[key] === text
          ? [{ ...row, sha: blobId(text, parent.id.length) }]
          : [{ ...row, content: text }];
      });
      const route = 'POST /repos/{owner}/{repo}/git/trees';
      const answer = await client.rest(route, { ...place, tree }, WRITE);
      const made = toResult(expecting(answer, madeObject, asked));
      return made.outcome === 'ok' ? ok(made.value.sha) : made;
    },

    async makeCommit(
      tree: string,
      { message, parent, date }: Pick<NewCommit, 'message' | 'parent' | 'date'>,
    ): Promise<Result<string>> {
      const author = { ...AUTHOR, date: formatInstant(date).replace(/\.\d+Z$/, 'Z') };
      const parents = parent === undefined ? [] : [parent.id];
      const commit = { ...place, message, tree, parents, author, committer: author };
      const answer = await client.rest('POST /repos/{owner}/{repo}/git/commits', commit, WRITE);
      const made = toResult(expecting(answer, madeObject, asked));
      return made.outcome === 'ok' ? ok(made.value.sha) : made;
    },

    async moveRef(repositoryId: string, to: string, from: string): Promise<Result<void>> {
      const moved = await client.graphql(MOVE_REF, { repositoryId, ref, to, from }, WRITE);
      return moved.outcome === 'answered' ? ok(undefined) : toFailed(moved);
    },
  };
}

function toResult<T>(answer: Answer<T>): Result<T> {
  return answer.outcome === 'answered' ? ok(answer.data) : toFailed(answer);
}

function toFailed({ reason, detail }: GitHubFailure): Failed {
  return fail(reason === 'not-found' || reason === 'conflict' ? 'refused' : reason, detail);
}
