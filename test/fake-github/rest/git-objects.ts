import { nodeId } from '../node-id.ts';
import { created, notFound, ok, unprocessable, violate, type Answer } from '../reply.ts';
import {
  putCommit,
  putObject,
  readCommit,
  readObject,
  readTree,
  type Signature,
} from '../state/git-objects.ts';
import { stamp } from '../state/hub.ts';
import type { Call } from './call.ts';
import { viewGitCommit } from './git-view.ts';
import { apiLink } from './links.ts';

export function createBlob({ hub, repository, body }: Call): Answer {
  const { content, encoding = 'utf-8' } = body as { content: string; encoding?: string };
  if (encoding !== 'utf-8' && encoding !== 'base64')
    return violate('Blob', 'encoding', `${encoding} is neither utf-8 nor base64`);
  const bytes = Buffer.from(content, encoding === 'base64' ? 'base64' : 'utf8');
  const sha = putObject(repository, 'blob', bytes);
  return created({ sha, url: apiLink(hub, repository, `/git/blobs/${sha}`) });
}

export function getBlob({ hub, repository, path }: Call): Answer {
  const sha = path.file_sha ?? '';
  const content = readObject(repository, sha, 'blob');
  if (content === undefined) return notFound();
  return ok({
    sha,
    node_id: nodeId('Blob', repository.id, sha),
    size: content.length,
    url: apiLink(hub, repository, `/git/blobs/${sha}`),
    content: wrapBase64(content),
    encoding: 'base64',
  });
}

/** GitHub breaks base64 into lines of 60 characters. */
export function wrapBase64(content: Buffer): string {
  return content.toString('base64').replaceAll(/.{1,60}/g, '$&\n');
}

interface NewCommit {
  readonly message: string;
  readonly tree: string;
  readonly parents?: readonly string[];
  readonly author?: Omit<Signature, 'date'> & { readonly date?: string };
  readonly committer?: Partial<Signature>;
}

/** Signed by the caller, unless it says otherwise; the committer is the author, unless it says otherwise. */
export function createCommit(call: Call): Answer {
  const { hub, repository, login, body } = call;
  const { message, tree, parents = [], author, committer } = body as NewCommit;
  if (readTree(repository, tree) === undefined) return unprocessable('Tree SHA does not exist');
  if (parents.some((parent) => readCommit(repository, parent) === undefined))
    return unprocessable('Parent SHA does not exist or is not a commit object');
  const email = `${login}@users.noreply.github.com`;
  const signature = { name: login, email, date: stamp(hub), ...author };
  const oid = putCommit(repository, {
    tree,
    parents,
    message,
    author: signature,
    committer: { ...signature, ...committer },
  });
  return created(viewGitCommit(call, oid));
}

export function getGitCommit(call: Call): Answer {
  const sha = call.path.commit_sha ?? '';
  return readCommit(call.repository, sha) === undefined ? notFound() : ok(viewGitCommit(call, sha));
}
