import type { Access } from '../../../src/ports/people.ts';
import type { Description } from '../../../src/ports/descriptions.ts';
import type { Forge } from '../../../src/ports/forge.ts';
import type { RepositoryResult } from '../../../src/ports/repository.ts';
import type { ReleasedPullRequest, Review } from '../../../src/ports/reviews.ts';
import type {
  Analysis,
  CodeAlert,
  DependencyAlert,
  SecretAlert,
  SecurityResult,
} from '../../../src/ports/security.ts';

export type Failure = Extract<RepositoryResult<never>, { outcome: 'failed' }>;

/** What a test says of the place where people work on the code; the rest is empty. */
export interface ForgeContent {
  readonly pulls?: readonly ReleasedPullRequest[];
  /** By pull request. */
  readonly reviews?: Readonly<Record<number, readonly Review[]>>;
  readonly authors?: readonly string[];
  /** Logins of those with write access; everybody else may read. */
  readonly writers?: readonly string[];
  /** Members by `organization/team`; a team that is not named cannot be read. */
  readonly teams?: Readonly<Record<string, readonly string[]>>;
  readonly analyses?: readonly Analysis[];
  /** By ref. */
  readonly codeAlerts?: Readonly<Record<string, readonly CodeAlert[]>>;
  readonly secretAlerts?: readonly SecretAlert[];
  readonly dependencyAlerts?: readonly DependencyAlert[];
  readonly isCut?: boolean;
  readonly descriptions?: readonly Description[];
  /** What every scanner answers instead. */
  readonly off?: Exclude<SecurityResult<never>, { outcome: 'read' }>;
}

export const UNREACHABLE: Failure = {
  outcome: 'failed',
  reason: 'unreachable',
  detail: 'GitHub answered 502',
};

export const UNAUTHORIZED: Failure = {
  outcome: 'failed',
  reason: 'unauthorized',
  detail: 'GitHub answered 403: Resource not accessible by integration',
};

export function createForge(content: ForgeContent): Forge {
  const { off, isCut = false } = content;
  const read = <T>(found: T) => Promise.resolve({ outcome: 'read' as const, found });
  const scanned = <T>(found: T) => (off === undefined ? read(found) : Promise.resolve(off));
  return {
    people: {
      accessOf(login) {
        const mayWrite = content.writers?.includes(login) === true;
        return read<Access>({ mayWrite, role: mayWrite ? 'write' : 'read' });
      },
      isMember(login, organization, team) {
        const members = content.teams?.[`${organization}/${team}`];
        return members === undefined
          ? Promise.resolve(UNAUTHORIZED)
          : read(members.includes(login));
      },
    },
    reviews: {
      pullRequestsOf: () => read(content.pulls ?? []),
      reviewsOn: (number) => read(content.reviews?.[number] ?? []),
      authorsOf: () => read(content.authors ?? []),
    },
    security: {
      analysesOf: () => scanned(content.analyses ?? []),
      codeAlerts: (ref) => scanned(content.codeAlerts?.[ref] ?? []),
      secretAlerts: () => scanned({ alerts: content.secretAlerts ?? [], isCut }),
      dependencyAlerts: (severities) =>
        scanned({
          alerts: (content.dependencyAlerts ?? []).filter(({ severity }) =>
            severities.includes(severity),
          ),
          isCut,
        }),
    },
    descriptions: {
      read(number) {
        const found = content.descriptions?.find((one) => one.number === number);
        return found === undefined
          ? Promise.resolve({ ...UNREACHABLE, reason: 'refused', detail: `there is no #${number}` })
          : read(found);
      },
    },
  };
}

/** Nobody there answers anything but this, or nothing at all. */
export function createAnsweringForge(answer: () => Promise<Failure>): Forge {
  return {
    people: { accessOf: answer, isMember: answer },
    reviews: { pullRequestsOf: answer, reviewsOn: answer, authorsOf: answer },
    security: {
      analysesOf: answer,
      codeAlerts: answer,
      secretAlerts: answer,
      dependencyAlerts: answer,
    },
    descriptions: { read: answer },
  };
}

export const away = createAnsweringForge(() => Promise.resolve(UNREACHABLE));
export const forbidding = createAnsweringForge(() => Promise.resolve(UNAUTHORIZED));
export const silent = createAnsweringForge(() => new Promise(() => {}));
