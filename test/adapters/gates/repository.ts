import type {
  Check,
  LabelledPullRequest,
  Labelling,
  OpenIssue,
  Repository,
  RepositoryResult,
} from '../../../src/ports/repository.ts';

type Failure = Extract<RepositoryResult<never>, { outcome: 'failed' }>;

export interface RepositoryContent {
  readonly checks?: readonly Check[];
  /** By label. */
  readonly issues?: Readonly<Record<string, readonly OpenIssue[]>>;
  readonly pullRequests?: readonly LabelledPullRequest[];
  readonly labelling?: Labelling;
}

/** A repository that holds what a test says, for one commit. */
export function createRepository(sha: string, content: RepositoryContent): Repository {
  const of = <T>(asked: string, items: readonly T[] = []) =>
    Promise.resolve({ outcome: 'read' as const, found: asked === sha ? items : [] });
  return {
    checks: (asked) => of(asked, content.checks),
    openIssues: (label) => of(sha, content.issues?.[label]),
    pullRequestLabels: (asked) => of(asked, content.pullRequests),
    labelling: async () => ({
      outcome: 'read',
      found: content.labelling ?? { by: 'ada', title: 'Mend the till' },
    }),
  };
}

/** A repository that answers nothing but this failure. */
export function createFailingRepository(failure: Failure): Repository {
  return everywhere(() => Promise.resolve(failure));
}

/** A repository that never answers. */
export function createSilentRepository(): Repository {
  return everywhere(() => new Promise<never>(() => {}));
}

/** A repository with a bug. */
export function createThrowingRepository(): Repository {
  return everywhere(() => Promise.reject(new TypeError("cannot read 'name' of undefined")));
}

function everywhere(answer: () => Promise<Failure>): Repository {
  return { checks: answer, openIssues: answer, pullRequestLabels: answer, labelling: answer };
}

export function passed(name: string, change: Partial<Check> = {}): Check {
  return { name, source: 'check-run', id: 1, state: 'success', word: 'success', ...change };
}
