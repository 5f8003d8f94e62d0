import type { Forge } from '../../../../src/ports/forge.ts';
import type { RepositoryResult } from '../../../../src/ports/repository.ts';
import type { Review } from '../../../../src/ports/reviews.ts';
import type {
  Analysis,
  CodeAlert,
  DependencyAlert,
  SecretAlert,
} from '../../../../src/ports/security.ts';
import { createRepository } from '../repository.ts';
import { SHA } from './scene.ts';
import type { Around } from './scene.ts';

type Failure = Extract<RepositoryResult<never>, { outcome: 'failed' }>;

export const refused: Failure = {
  outcome: 'failed',
  reason: 'unauthorized',
  detail: 'GitHub answered 403: Resource not accessible by integration',
};

/** What GitHub knows, where it answers. */
interface Knowledge {
  readonly approvals?: readonly string[];
  readonly objections?: readonly string[];
  readonly author?: string;
  /** Numbers of the pull requests that are released; one, if left out. */
  readonly pullRequests?: readonly number[];
  readonly description?: string;
  readonly analyses?: readonly Analysis[];
  readonly codeAlerts?: readonly CodeAlert[];
  readonly secretAlerts?: readonly SecretAlert[];
  readonly dependencyAlerts?: readonly DependencyAlert[];
}

/** Answers that are none, whatever is asked. */
export const SILENT = Symbol('silent');
export const THROWING = Symbol('throwing');

/** A world with a GitHub that knows something, or one that answers nothing else than a failure. */
export function memoryForge(
  knowledge: Knowledge | Failure | typeof SILENT | typeof THROWING,
): Around & { readonly forge: () => Forge } {
  const forge = forgeOf(knowledge);
  return { forge: () => forge, repository: createRepository(SHA, {}), sha: SHA };
}

function forgeOf(knowledge: Knowledge | Failure | typeof SILENT | typeof THROWING): Forge {
  if (knowledge === SILENT) return everywhere(() => new Promise(() => {}));
  if (knowledge === THROWING) return everywhere(() => Promise.reject(new TypeError('oops')));
  return 'outcome' in knowledge ? everywhere(async () => knowledge) : knowing(knowledge);
}

/** A forge that answers everything so. */
export function everywhere(answer: () => unknown): Forge {
  const part = whatever(answer);
  return { people: part, reviews: part, security: part, descriptions: part } as Forge;
}

function knowing(known: Knowledge): Forge {
  const read = async <T>(found: T) => ({ outcome: 'read' as const, found });
  const { approvals = [], objections = [], author = 'ada', pullRequests = [7] } = known;
  const review = (verdict: Review['verdict']) => (by: string) => ({
    by,
    verdict,
    commit: SHA,
    at: 0,
  });
  return {
    people: {
      accessOf: () => read({ mayWrite: true, role: 'write' }),
      isMember: () => read(false),
    },
    reviews: {
      pullRequestsOf: () =>
        read(pullRequests.map((number) => ({ number, headSha: SHA, isMerged: false }))),
      reviewsOn: () =>
        read([
          ...approvals.map(review('approved')),
          ...objections.map(review('changes-requested')),
        ]),
      authorsOf: () => read([author]),
    },
    security: {
      analysesOf: () => read(known.analyses ?? []),
      codeAlerts: () => read(known.codeAlerts ?? []),
      secretAlerts: () => read({ alerts: known.secretAlerts ?? [], isCut: false }),
      dependencyAlerts: () => read({ alerts: known.dependencyAlerts ?? [], isCut: false }),
    },
    descriptions: {
      read: (number) => read({ number, text: known.description ?? '', by: author }),
    },
  };
}

/** Has every property there is, and each is a function that answers the same. */
export function whatever(answer: () => unknown): unknown {
  const target = Object.assign(() => {}, {});
  return new Proxy(target, {
    get: (_, name) => (name === 'then' ? undefined : whatever(answer)), // to wait for it is no question
    apply: () => answer(),
  });
}
