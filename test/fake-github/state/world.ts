import type { Scope } from '../access.ts';
import type { StoredObject } from './git-objects.ts';
import type {
  CheckRun,
  CommitStatus,
  Deployment,
  Environment,
  Issue,
  IssueComment,
  Role,
  WorkflowRun,
} from './records.ts';
import type { Security } from './security.ts';

/** Everything this GitHub remembers, as plain data: a world is written to and read from JSON as it is. */
export interface World {
  /** The next database id; ids are never used twice, whatever they belong to. */
  nextId: number;
  readonly tokens: Record<string, Token>;
  readonly repositories: Repository[];
  /** Logins of a team's members by `organization/slug`, in lower case. */
  readonly teams: Record<string, readonly string[]>;
}

/** What a token may do, and in whose name. */
export interface Token {
  readonly login: string;
  readonly permissions: Partial<Record<Scope, 'read' | 'write'>>;
}

export interface Repository {
  readonly id: number;
  readonly owner: string;
  readonly name: string;
  readonly private: boolean;
  readonly defaultBranch: string;
  readonly createdAt: string;
  /** By object id: blobs, trees, commits and annotated tags. */
  readonly objects: Record<string, StoredObject>;
  /** By full name (`refs/heads/main`): the object a ref points at. */
  readonly refs: Record<string, string>;
  /** Logins of those whose commits GitHub knows to be theirs, by object id. */
  readonly authors: Record<string, string>;
  readonly collaborators: Record<string, Role>;
  readonly issues: Issue[];
  readonly comments: IssueComment[];
  readonly checkRuns: CheckRun[];
  readonly statuses: CommitStatus[];
  readonly deployments: Deployment[];
  readonly environments: Environment[];
  readonly runs: WorkflowRun[];
  security: Security;
}

export function createWorld(): World {
  return { nextId: 1001, tokens: {}, repositories: [], teams: {} };
}

export function takeId(world: World): number {
  return world.nextId++;
}

/** Owner and name compare without regard to case, as on GitHub. */
export function findRepository(world: World, owner: string, name: string): Repository | undefined {
  const wanted = `${owner}/${name}`.toLowerCase();
  return world.repositories.find(
    (repository) => `${repository.owner}/${repository.name}`.toLowerCase() === wanted,
  );
}

/** Puts a changed copy in its place; records are never changed in place, so a held one stays as it was. */
export function replace<T extends { readonly id: number }>(records: T[], changed: T): T {
  records.splice(
    records.findIndex((record) => record.id === changed.id),
    1,
    changed,
  );
  return changed;
}
