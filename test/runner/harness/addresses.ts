import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Repositories } from './act.ts';
import type { Origin } from './frame.ts';
import type { RunIdentity } from './github-context.ts';

export interface Addresses {
  /** The workflow file a job's `uses` means, written in a file of `origin`. */
  readonly findWorkflow: (
    uses: string,
    origin: Origin,
  ) => { readonly origin: Origin; readonly file: string };
  /** A step's `uses` as act understands it: `$/actions/x` becomes the suite's address. */
  readonly resolveUses: (uses: string, origin: Origin) => string;
  /** A folder for everything a job file uses, its actions' own actions included. */
  readonly findRepositories: (jobFile: string) => Repositories;
  /** The `job` context's account of the file a job is written in. */
  readonly describeWorkflow: (origin: Origin, run: RunIdentity) => Record<string, string>;
}

export interface Places {
  readonly callerPath: string;
  readonly suitePath: string;
  /** `OWNER/sluice` and `v1`. */
  readonly suiteAddress: string;
  readonly suiteRef: string;
}

const STAND_INS = join(import.meta.dirname, 'stand-ins');
/** The commit the suite's ref is said to point at. */
export const SUITE_SHA = '5'.repeat(40);
const REMOTE_USE = /uses:\s*["']?([\w.-]+\/[\w.-]+)(\/[\w./-]+)?@([\w./-]+)/g;

/** Knows where the repositories are that workflows and actions name. */
export function mapAddresses(places: Places): Addresses {
  const { callerPath, suitePath, suiteAddress, suiteRef } = places;
  const suite = `${suiteAddress}/`;
  const rootOf = (origin: Origin) => (origin === 'caller' ? callerPath : suitePath);

  const findFolder = (repository: string, ref: string): string => {
    if (repository === suiteAddress) {
      if (ref === suiteRef) return suitePath;
      throw new Error(`${repository}@${ref}: the suite is here as @${suiteRef}`);
    }
    const standIn = join(STAND_INS, repository.replace(/^actions\//, ''));
    if (existsSync(standIn)) return standIn;
    throw new Error(`${repository}@${ref}: there is no network; add a stand-in for it`);
  };

  return {
    findWorkflow(uses, origin) {
      const own = /^(?:\.|\$)\/(\.github\/workflows\/[^/@]+)$/.exec(uses)?.[1];
      if (own !== undefined) return { origin, file: join(rootOf(origin), own) };
      const [path = '', ref] = uses.split('@');
      if (path.startsWith(suite) && ref === suiteRef)
        return { origin: 'suite', file: join(suitePath, path.slice(suite.length)) };
      throw new Error(`uses: ${uses}: no such workflow here`);
    },
    resolveUses(uses, origin) {
      if (!uses.startsWith('$/')) return uses;
      if (uses.includes('@')) throw new Error(`uses: ${uses}: no ref may follow`);
      return origin === 'suite' ? `${suite}${uses.slice(2)}@${suiteRef}` : `.${uses.slice(1)}`;
    },
    findRepositories(jobFile) {
      const found = new Map<string, string>();
      const visit = (text: string) => {
        for (const [, repository = '', path = '', ref = ''] of text.matchAll(REMOTE_USE)) {
          const folder = findFolder(repository, ref);
          found.set(`${repository}@${ref}`, folder);
          const action = join(folder, path, 'action.yml');
          if (existsSync(action)) visit(readFileSync(action, 'utf8'));
        }
      };
      visit(jobFile);
      return found;
    },
    describeWorkflow: (origin, { repository, sha, ref }) =>
      origin === 'caller'
        ? { workflow_repository: repository, workflow_sha: sha, workflow_ref: ref }
        : { workflow_repository: suiteAddress, workflow_sha: SUITE_SHA, workflow_ref: suiteRef },
  };
}
