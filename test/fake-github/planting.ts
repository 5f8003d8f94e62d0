import { ACTIONS_BOT } from './access.ts';
import { importGit } from './git-import.ts';
import type { CommitSeed, IssueSeed, PullSeed, RepositorySeed, RunSeed, Seed } from './seed.ts';
import { putCommit, putObject } from './state/git-objects.ts';
import { requireCommit, resolveCommit } from './state/git-history.ts';
import { writeTree } from './state/git-tree.ts';
import { register, stamp, type Hub } from './state/hub.ts';
import {
  findRepository,
  takeId,
  type Issue,
  type Job,
  type Repository,
  type Review,
} from './state/world.ts';

/** Who does what a seed names nobody for. */
const SOMEBODY = 'octocat';

/** Adds to the world what the seed says. Throws when a seed refers to what is not there. */
export function plantSeed(hub: Hub, seed: Seed): void {
  Object.assign(hub.world.tokens, seed.tokens);
  for (const repository of seed.repositories ?? []) plantRepository(hub, repository);
}

function plantRepository(hub: Hub, seed: RepositorySeed): void {
  const repository =
    findRepository(hub.world, seed.owner, seed.name) ?? createRepository(hub, seed);
  Object.assign(repository.collaborators, seed.collaborators);
  if (seed.git !== undefined) importGit(repository, seed.git);
  for (const commit of seed.commits ?? []) plantCommit(hub, repository, commit);
  for (const [name, revision] of Object.entries(seed.refs ?? {}))
    repository.refs[name] = requireRevision(repository, revision);
  for (const issue of seed.issues ?? []) plantIssue(hub, repository, issue);
  for (const pull of seed.pulls ?? []) plantPull(hub, repository, pull);
  plantChecks(hub, repository, seed);
  plantEnvironments(hub, repository, seed);
  for (const run of seed.runs ?? []) plantRun(hub, repository, run);
}

function createRepository(hub: Hub, seed: RepositorySeed): Repository {
  const repository: Repository = {
    ...register(hub),
    owner: seed.owner,
    name: seed.name,
    private: seed.private ?? false,
    defaultBranch: seed.defaultBranch ?? 'main',
    objects: {},
    refs: {},
    collaborators: {},
    issues: [],
    comments: [],
    checkRuns: [],
    statuses: [],
    deployments: [],
    environments: [],
    runs: [],
  };
  hub.world.repositories.push(repository);
  return repository;
}

function plantCommit(hub: Hub, repository: Repository, seed: CommitSeed): void {
  const main = `refs/heads/${repository.defaultBranch}`;
  const branch = seed.branch === undefined ? main : `refs/heads/${seed.branch}`;
  const parent = repository.refs[branch] ?? repository.refs[main];
  const base = parent === undefined ? undefined : requireCommit(repository, parent).tree;
  const changes = Object.entries(seed.files ?? {}).map(([path, text]) => ({
    path,
    mode: '100644' as const,
    oid: text === null ? null : putObject(repository, 'blob', Buffer.from(text)),
  }));
  const signature = {
    name: SOMEBODY,
    email: `${SOMEBODY}@users.noreply.github.com`,
    date: stamp(hub),
  };
  repository.refs[branch] = putCommit(repository, {
    tree: writeTree(repository, base, changes),
    parents: parent === undefined ? [] : [parent],
    author: signature,
    committer: signature,
    message: seed.message ?? 'A change',
  });
}

function requireRevision(repository: Repository, revision = repository.defaultBranch): string {
  const oid = resolveCommit(repository, revision);
  if (oid === undefined)
    throw new Error(`seed: ${repository.owner}/${repository.name} has no revision ${revision}`);
  return oid;
}

function plantIssue(hub: Hub, repository: Repository, seed: IssueSeed): Issue {
  const made = register(hub);
  const highest = Math.max(0, ...repository.issues.map(({ number }) => number));
  const issue: Issue = {
    ...made,
    number: seed.number ?? highest + 1,
    title: seed.title ?? 'Something to talk about',
    body: seed.body ?? '',
    author: seed.author ?? SOMEBODY,
    labels: seed.labels ?? [],
    state: seed.state ?? 'open',
    closedAt: seed.state === 'closed' ? made.createdAt : null,
  };
  const others = repository.issues.filter(({ number }) => number !== issue.number);
  repository.issues.splice(0, Infinity, ...others, issue);
  return issue;
}

function plantPull(hub: Hub, repository: Repository, seed: PullSeed): void {
  const base = seed.base ?? repository.defaultBranch;
  const merge = seed.mergedAs === undefined ? null : requireRevision(repository, seed.mergedAs);
  const state = merge === null ? (seed.state ?? 'open') : 'closed';
  const headSha = requireRevision(repository, seed.head);
  const issue = plantIssue(hub, repository, { ...seed, state });
  const pull = {
    head: seed.head,
    base,
    headSha,
    baseSha: requireRevision(repository, seed.baseSha ?? base),
    draft: seed.draft ?? false,
    mergedAt: merge === null ? null : issue.createdAt,
    mergeCommitSha: merge,
    reviews: (seed.reviews ?? []).map((review) => completeReview(hub, headSha, review)),
  };
  repository.issues.splice(repository.issues.indexOf(issue), 1, { ...issue, pull });
}

function completeReview(hub: Hub, commitSha: string, review: Partial<Review>): Review {
  const blank = { author: SOMEBODY, state: 'APPROVED', body: '', commitSha } as const;
  return { id: takeId(hub.world), submittedAt: stamp(hub), ...blank, ...review };
}

function plantChecks(hub: Hub, repository: Repository, seed: RepositorySeed): void {
  for (const {
    at,
    name,
    status = 'completed',
    conclusion = 'success',
    app = ACTIONS_BOT,
  } of seed.checkRuns ?? []) {
    const headSha = requireRevision(repository, at);
    const sibling = repository.checkRuns.find((run) => run.headSha === headSha && run.app === app);
    const made = register(hub);
    repository.checkRuns.push({
      id: made.id,
      suite: sibling?.suite ?? takeId(hub.world),
      app,
      headSha,
      name,
      externalId: '',
      detailsUrl: null,
      status,
      conclusion: status === 'completed' ? conclusion : null,
      startedAt: made.createdAt,
      completedAt: status === 'completed' ? made.createdAt : null,
      title: null,
      summary: null,
      text: null,
      annotations: [],
    });
  }
  for (const { at, context, state } of seed.statuses ?? []) {
    const sha = requireRevision(repository, at);
    repository.statuses.push({ ...register(hub), sha, context, state, description: null });
  }
}

function plantEnvironments(hub: Hub, repository: Repository, seed: RepositorySeed): void {
  for (const environment of seed.environments ?? [])
    repository.environments.push({
      ...register(hub),
      name: environment.name,
      waitTimer: environment.waitTimer ?? 0,
      reviewers: environment.reviewers ?? [],
      preventSelfReview: environment.preventSelfReview ?? false,
      branchPolicy: environment.branchPolicy ?? null,
    });
}

function plantRun(hub: Hub, repository: Repository, seed: RunSeed): void {
  const attempt = seed.attempt ?? 1;
  const run = {
    id: seed.id,
    name: seed.name ?? 'Release',
    path: seed.path ?? '.github/workflows/release.yml',
    event: seed.event ?? 'push',
    headSha: requireRevision(repository, seed.at),
    headBranch: seed.headBranch ?? repository.defaultBranch,
    actor: seed.actor ?? SOMEBODY,
    attempt,
    status: seed.status ?? 'in_progress',
    conclusion: seed.conclusion ?? null,
    createdAt: stamp(hub),
    approvals: (seed.approvals ?? []).map((approval) => ({
      environment: 'production',
      state: 'approved' as const,
      user: SOMEBODY,
      comment: '',
      ...approval,
    })),
    jobs: (seed.jobs ?? []).map((job) => completeJob(hub, attempt, job)),
  };
  const others = repository.runs.filter(({ id }) => id !== run.id);
  repository.runs.splice(0, Infinity, ...others, run);
}

function completeJob(hub: Hub, attempt: number, job: Partial<Job> & Pick<Job, 'name'>): Job {
  const blank = { status: 'in_progress', conclusion: null, completedAt: null } as const;
  return { id: takeId(hub.world), startedAt: stamp(hub), attempt, ...blank, ...job };
}
