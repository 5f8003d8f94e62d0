import type {
  Approval,
  CheckConclusion,
  CheckStatus,
  CommitStatus,
  Job,
  Review,
  Reviewer,
  Role,
} from '../state/records.ts';
import type {
  Analysis,
  CodeAlert,
  DependencyAlert,
  SecretAlert,
  SecurityFeature,
} from '../state/security.ts';
import type { Token } from '../state/world.ts';

/** Who does what a seed names nobody for. */
export const SOMEBODY = 'octocat';

/** What a test says of the world before, or while, its requests come. */
export interface Seed {
  /** By secret. */
  readonly tokens?: Readonly<Record<string, Token>>;
  readonly repositories?: readonly RepositorySeed[];
  /** Logins of a team's members by `organization/slug`. */
  readonly teams?: Readonly<Record<string, readonly string[]>>;
}

/** A repository, or more of one that is there. Later items may refer to earlier ones. */
export interface RepositorySeed {
  readonly owner: string;
  readonly name: string;
  /** Default main. */
  readonly defaultBranch?: string;
  /** Default false. */
  readonly private?: boolean;
  readonly collaborators?: Readonly<Record<string, Role>>;
  /** A git repository on this machine whose commits, branches and tags are taken over as they are. */
  readonly git?: string;
  readonly commits?: readonly CommitSeed[];
  /** Whose account wrote a commit of `git`, by the commit: of the others GitHub knows none. */
  readonly authors?: Readonly<Record<string, string>>;
  /** By full name; a value is a revision. */
  readonly refs?: Readonly<Record<string, string>>;
  readonly issues?: readonly IssueSeed[];
  readonly pulls?: readonly PullSeed[];
  readonly comments?: readonly CommentSeed[];
  readonly checkRuns?: readonly CheckRunSeed[];
  readonly statuses?: readonly StatusSeed[];
  readonly environments?: readonly EnvironmentSeed[];
  readonly runs?: readonly RunSeed[];
  readonly security?: SecuritySeed;
}

/** One commit on top of a branch, which it creates if need be (off the default branch), or of another ref. */
export interface CommitSeed {
  /** Default the default branch. */
  readonly branch?: string;
  /** A full name, instead of a branch: `refs/rollouts/production/checkout`. */
  readonly ref?: string;
  readonly message?: string;
  /** Login of whoever wrote it; by default the signature belongs to no account. */
  readonly author?: string;
  /** Text by path; null takes a file out. */
  readonly files?: Readonly<Record<string, string | null>>;
}

export interface IssueSeed {
  /** Default the next free number. */
  readonly number?: number;
  readonly title?: string;
  readonly body?: string;
  readonly author?: string;
  readonly labels?: readonly string[];
  /** Default its author. */
  readonly labelledBy?: string | null;
  readonly state?: 'open' | 'closed';
  /** Who edited the description since. */
  readonly editedBy?: string;
}

export interface PullSeed extends IssueSeed {
  /** A branch. */
  readonly head: string;
  readonly base?: string;
  readonly draft?: boolean;
  /** The revision of the merge commit; makes it merged and closed. */
  readonly mergedAs?: string;
  /** Where the base was when the branch left it; needed for merged ones. */
  readonly baseSha?: string;
  readonly reviews?: readonly Partial<Review>[];
}

export interface CommentSeed {
  /** Number of the issue or pull request. */
  readonly issue: number;
  readonly body: string;
  readonly author?: string;
  /** Given, it takes the place of the one with this id. */
  readonly id?: number;
  /** How often it was edited; default never. */
  readonly edits?: number;
  /** Default now. */
  readonly createdAt?: string;
}

export interface CheckRunSeed {
  /** A revision; default the default branch. */
  readonly at?: string;
  readonly name: string;
  readonly status?: CheckStatus;
  /** Default success when completed. */
  readonly conclusion?: CheckConclusion | null;
  /** Default GitHub Actions. */
  readonly app?: string;
}

export interface StatusSeed extends Pick<CommitStatus, 'context' | 'state'> {
  readonly at?: string;
}

export interface EnvironmentSeed {
  readonly name: string;
  readonly waitTimer?: number;
  readonly reviewers?: readonly Reviewer[];
  readonly preventSelfReview?: boolean;
  readonly branchPolicy?: 'protected' | 'custom';
}

export interface RunSeed {
  readonly id: number;
  readonly name?: string;
  readonly path?: string;
  readonly event?: string;
  readonly at?: string;
  readonly headBranch?: string | null;
  readonly actor?: string;
  readonly attempt?: number;
  readonly status?: string;
  readonly conclusion?: string | null;
  /** Default now. */
  readonly createdAt?: string;
  readonly approvals?: readonly Partial<Approval>[];
  readonly jobs?: readonly (Partial<Job> & Pick<Job, 'name'>)[];
}

export interface SecuritySeed {
  /** What is switched off; default nothing. */
  readonly off?: readonly SecurityFeature[];
  /** Oldest first; none, and code scanning has never run. `at` is a revision, default the default branch. */
  readonly analyses?: readonly (Partial<Omit<Analysis, 'commitSha'>> & { readonly at?: string })[];
  readonly codeAlerts?: readonly Partial<CodeAlert>[];
  readonly secretAlerts?: readonly Partial<SecretAlert>[];
  readonly dependencyAlerts?: readonly Partial<DependencyAlert>[];
}
