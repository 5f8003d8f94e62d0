import { register, stamp, type Place } from '../state/hub.ts';
import type { Issue, Review } from '../state/records.ts';
import { takeId } from '../state/world.ts';
import { requireRevision } from './plant-commit.ts';
import { SOMEBODY, type CommentSeed, type IssueSeed, type PullSeed } from './seed.ts';

/** Adds an issue; one of the same number is replaced. */
export function plantIssue({ hub, repository }: Place, seed: IssueSeed): Issue {
  const made = register(hub);
  const highest = Math.max(0, ...repository.issues.map(({ number }) => number));
  const issue: Issue = {
    ...made,
    number: seed.number ?? highest + 1,
    title: seed.title ?? 'Something to talk about',
    body: seed.body ?? '',
    author: seed.author ?? SOMEBODY,
    labels: seed.labels ?? [],
    labelledBy: seed.labelledBy === undefined ? (seed.author ?? SOMEBODY) : seed.labelledBy,
    state: seed.state ?? 'open',
    closedAt: seed.state === 'closed' ? made.createdAt : null,
    edited: seed.editedBy === undefined ? null : { by: seed.editedBy, at: made.createdAt },
  };
  const others = repository.issues.filter(({ number }) => number !== issue.number);
  repository.issues.splice(0, Infinity, ...others, issue);
  return issue;
}

export function plantPull(place: Place, seed: PullSeed): void {
  const { repository } = place;
  const base = seed.base ?? repository.defaultBranch;
  const merge = seed.mergedAs === undefined ? null : requireRevision(repository, seed.mergedAs);
  const headSha = requireRevision(repository, seed.head);
  const state = merge === null ? (seed.state ?? 'open') : 'closed';
  const issue = plantIssue(place, { ...seed, state });
  const pull = {
    head: seed.head,
    base,
    headSha,
    baseSha: requireRevision(repository, seed.baseSha ?? base),
    draft: seed.draft ?? false,
    mergedAt: merge === null ? null : issue.createdAt,
    mergeCommitSha: merge,
    reviews: (seed.reviews ?? []).map((review) => completeReview(place, headSha, review)),
  };
  repository.issues.splice(repository.issues.indexOf(issue), 1, { ...issue, pull });
}

function completeReview({ hub }: Place, commitSha: string, review: Partial<Review>): Review {
  return {
    id: takeId(hub.world),
    author: SOMEBODY,
    state: 'APPROVED',
    body: '',
    commitSha,
    submittedAt: stamp(hub),
    ...review,
  };
}

/** Adds a comment; one of the same id is replaced, and keeps its reactions. */
export function plantComment({ hub, repository }: Place, seed: CommentSeed): void {
  const made = register(hub);
  const known = repository.comments.find(({ id }) => id === seed.id);
  const others = repository.comments.filter(({ id }) => id !== seed.id);
  repository.comments.splice(0, Infinity, ...others, {
    id: seed.id ?? made.id,
    issue: seed.issue,
    author: seed.author ?? SOMEBODY,
    body: seed.body,
    createdAt: seed.createdAt ?? known?.createdAt ?? made.createdAt,
    updatedAt: made.createdAt,
    edits: seed.edits ?? 0,
    reactions: known?.reactions ?? [],
  });
}
