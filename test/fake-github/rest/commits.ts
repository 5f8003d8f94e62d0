import { nodeId } from '../node-id.ts';
import { failure, ok, unprocessable, type Answer, type Reply } from '../reply.ts';
import { resolveCommit } from '../state/git-history.ts';
import { findPullsOf } from '../state/pulls.ts';
import type { CommitStatus } from '../state/records.ts';
import { viewUser } from './actor-view.ts';
import type { Call } from './call.ts';
import { viewCommit } from './git-view.ts';
import { apiLink } from './links.ts';
import { viewSimplePull } from './pull-view.ts';
import { viewMinimalRepository } from './repository-view.ts';

function noCommit(revision = ''): Answer {
  return unprocessable(`No commit found for SHA: ${revision}`);
}

export function getCommit(call: Call): Answer {
  const sha = resolveCommit(call.repository, call.path.ref ?? '');
  return sha === undefined ? noCommit(call.path.ref) : ok(viewCommit(call, sha));
}

export function listPullsOfCommit(call: Call): Reply {
  const { repository, path } = call;
  const sha = resolveCommit(repository, path.commit_sha ?? '');
  if (sha === undefined) return noCommit(path.commit_sha);
  return { list: findPullsOf(repository, sha).map((issue) => viewSimplePull(call, issue)) };
}

/** The latest status of each context, and the state they add up to. */
export function getCombinedStatus(call: Call): Reply {
  const { hub, repository, path } = call;
  const sha = resolveCommit(repository, path.ref ?? '');
  if (sha === undefined) return failure(404, 'Not Found');
  const latest = new Map<string, CommitStatus>();
  for (const status of repository.statuses)
    if (status.sha === sha) latest.set(status.context, status);
  const statuses = [...latest.values()];
  const url = apiLink(hub, repository, `/commits/${sha}`);
  return {
    list: statuses.map((status) => viewStatus(call, status)),
    envelope: (page, total) => ({
      state: combine(statuses),
      statuses: page,
      sha,
      total_count: total,
      repository: viewMinimalRepository(hub, repository),
      commit_url: url,
      url: `${url}/status`,
    }),
  };
}

/** A commit without any status is pending: silence is not success. */
function combine(statuses: readonly CommitStatus[]): 'failure' | 'pending' | 'success' {
  const states = statuses.map(({ state }) => state);
  if (states.some((state) => state === 'error' || state === 'failure')) return 'failure';
  return states.length === 0 || states.includes('pending') ? 'pending' : 'success';
}

function viewStatus({ hub, repository, login }: Call, status: CommitStatus): object {
  return {
    id: status.id,
    node_id: nodeId('Status', repository.id, status.id),
    state: status.state,
    context: status.context,
    description: status.description,
    target_url: null,
    avatar_url: (viewUser(hub, login) as { avatar_url: string }).avatar_url,
    url: apiLink(hub, repository, `/statuses/${status.sha}`),
    created_at: status.createdAt,
    updated_at: status.createdAt,
  };
}
