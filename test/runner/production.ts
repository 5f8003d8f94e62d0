import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RunSeed, Seed } from '../fake-github/seed/seed.ts';
import { type FakeGitHub, startFakeGitHub } from '../fake-github/server.ts';
import { walkHistory } from '../fake-github/state/git-history.ts';
import { readCommit } from '../fake-github/state/git-objects.ts';
import { type Backend, startBackend } from '../services/harness/backend.ts';
import { type HAProxy, startHAProxy } from '../services/harness/haproxy.ts';
import { type Load, startLoad } from '../services/harness/load.ts';
import { type Prometheus, startPrometheus } from '../services/harness/prometheus.ts';
import { makeRepository, type Repository, SUITE_ROOT } from './harness/repository.ts';
import { type JobIdentity, type RunHandle, type RunOptions, startRun } from './harness/run.ts';

const SHOP = { owner: 'acme', name: 'shop' } as const;
/** Name of the ref that a rollout of this suite's plan is recorded under. */
export const LEDGER = 'refs/rollouts/production/shop';

/** Two versions of a shop behind HAProxy, measured by Prometheus, under load, with a GitHub above. */
export interface Production {
  readonly github: FakeGitHub;
  readonly haproxy: HAProxy;
  readonly stable: Backend;
  readonly canary: Backend;
  readonly caller: Repository;
  /** How the caller's workflow is run, to release v2; more may be laid over it. */
  readonly options: RunOptions;
  /** How another version is released: a further commit, with a pull request and a tag of its own. */
  release(version: string, runId: number): Promise<RunOptions>;
  /** Starts a run that GitHub knows of: in progress until it has ended, then completed. */
  begin(options: RunOptions): RunHandle;
  /** Subjects of the ledger's commits, oldest first. */
  ledger(): readonly string[];
  /** The last of them that is about the release: where it was told last may be noted behind it. */
  ending(): string | undefined;
  close(): Promise<void>;
}

export interface ProductionOptions {
  readonly plan: (addresses: { readonly haproxy: string }) => string;
  /** Path of the caller's workflow in this repository. */
  readonly workflow?: string;
  /** More of the repository on GitHub. */
  readonly seed?: Partial<NonNullable<Seed['repositories']>[number]>;
}

/** Starts production, with all traffic on stable. */
export async function openProduction(wanted: ProductionOptions): Promise<Production> {
  const [stable, canary] = await Promise.all([
    startBackend({ name: 'v1' }),
    startBackend({ name: 'v2' }),
  ]);
  const haproxy = await startHAProxy({
    backend: 'shop',
    servers: [
      { name: 'v1', port: stable.port, weight: 100 },
      { name: 'v2', port: canary.port, weight: 0 },
    ],
  });
  const prometheus = await startPrometheus({
    intervalSeconds: 1,
    scrapeTargets: [{ job: 'shop', targets: [stable.address, canary.address] }],
  });
  const load = startLoad({ url: haproxy.url, requestsPerSecond: 100 });
  const workflow = wanted.workflow ?? 'workflows/release.yml';
  const caller = await makeRepository(undefined, {
    '.github/rollout.yml': wanted.plan({ haproxy: haproxy.runtimeAddress }),
    '.github/workflows/release.yml': readCaller(workflow),
    '.github/workflows/control.yml': readCaller('workflows/control.yml'),
    '.github/workflows/tick.yml': readCaller('workflows/tick.yml'),
  });
  const github = await openGitHub(caller, wanted.seed);
  const callers = [caller];
  return {
    github,
    haproxy,
    stable,
    canary,
    caller,
    options: describeRun(caller, github, prometheus, { version: 'v2', runId: 4711 }),
    async release(version, runId) {
      const further = await makeRepository(caller.path, { VERSION: version });
      callers.push(further);
      plantRelease(github, version, further, caller.sha);
      return describeRun(further, github, prometheus, { version, runId });
    },
    begin(options) {
      const tell = tellRun(github, options);
      tell({ status: 'in_progress' });
      const handle = startRun(options);
      const finished = handle.finished.then((result) => {
        const conclusion = result.conclusion === 'skipped' ? 'success' : result.conclusion;
        tell({ status: 'completed', conclusion });
        return result;
      });
      return { ...handle, finished };
    },
    ledger: () => readLedger(github),
    ending: () => readLedger(github).findLast((subject) => subject !== REPORTS_NOTED),
    close: () => closeAll([github, haproxy, prometheus, stable, canary, ...callers], load),
  };
}

const REPORTS_NOTED = 'places of the reports noted';

/** What GitHub has of a release: its commit, merged by a pull request of its own, with a tag and a green build. */
function plantRelease(
  github: FakeGitHub,
  version: string,
  { path, sha }: Repository,
  baseSha: string,
): void {
  const head = `feature-${version}`;
  github.plant({
    repositories: [
      {
        ...SHOP,
        git: path,
        authors: { [sha]: 'octocat' },
        refs: { [`refs/heads/${head}`]: sha, [`refs/tags/${version}`]: sha },
        pulls: [{ title: `Sell more in ${version}`, head, mergedAs: sha, baseSha }],
        checkRuns: [{ name: 'build', at: sha }],
      },
    ],
  });
}

/** Tells GitHub how a run stands: here the harness runs it, not GitHub. */
function tellRun(github: FakeGitHub, { github: { runId, sha }, rerun }: RunOptions) {
  return (standing: Pick<RunSeed, 'status' | 'conclusion'>): void => {
    const run = { id: runId ?? 1, attempt: (rerun?.of.attempt ?? 0) + 1, ...standing };
    github.plant({ repositories: [{ ...SHOP, runs: [{ ...run, ...(sha && { at: sha }) }] }] });
  };
}

function readCaller(path: string): string {
  return readFileSync(join(SUITE_ROOT, path), 'utf8');
}

async function openGitHub(
  caller: Repository,
  seed: ProductionOptions['seed'],
): Promise<FakeGitHub> {
  return startFakeGitHub({
    seed: {
      repositories: [
        {
          ...SHOP,
          git: caller.path,
          authors: { [caller.sha]: 'octocat' },
          refs: { 'refs/heads/feature': caller.sha, 'refs/tags/v2': caller.sha },
          pulls: [
            {
              number: 7,
              title: 'Sell more',
              head: 'feature',
              mergedAs: caller.sha,
              baseSha: caller.sha,
            },
          ],
          checkRuns: [{ name: 'build', at: caller.sha }],
          collaborators: { octocat: 'admin', ada: 'write', hubot: 'triage' },
          environments: [{ name: 'production-approval', reviewers: [{ user: 'octocat' }] }],
          ...seed,
        },
      ],
    },
  });
}

function describeRun(
  caller: Repository,
  github: FakeGitHub,
  prometheus: Prometheus,
  { version, runId }: { readonly version: string; readonly runId: number },
): RunOptions {
  return {
    caller,
    workflow: '.github/workflows/release.yml',
    event: { name: 'push' },
    secrets: { PROMETHEUS_URL: prometheus.url },
    vars: { PROMETHEUS_URL: prometheus.url },
    github: {
      apiUrl: github.url,
      graphqlUrl: github.graphqlUrl,
      serverUrl: 'https://github.com',
      repository: 'acme/shop',
      ref: `refs/tags/${version}`,
      sha: caller.sha,
      actor: 'octocat',
      runId,
      token: (job) => grantToken(github, job),
      enterEnvironment: async ({ environment = '' }) => {
        const approval = { environment, user: 'octocat', comment: 'Go' };
        github.plant({ repositories: [{ ...SHOP, runs: [{ id: runId, approvals: [approval] }] }] });
        return 'approved';
      },
    },
  };
}

/** A token that may do what the job's `permissions` say, and nothing else. */
function grantToken(github: FakeGitHub, { path, attempt, permissions }: JobIdentity): string {
  const token = `ghs_${path.replaceAll('/', '_')}_${attempt}`;
  github.plant({
    tokens: {
      [token]: {
        login: 'github-actions[bot]',
        permissions: Object.fromEntries(
          Object.entries(permissions).map(([scope, level]) => [scope.replaceAll('-', '_'), level]),
        ),
      },
    },
  });
  return token;
}

function readLedger(github: FakeGitHub): readonly string[] {
  const repository = github.repository('acme/shop');
  const tip = repository.refs[LEDGER];
  if (tip === undefined) return [];
  return [...walkHistory(repository, tip)]
    .map((oid) => readCommit(repository, oid)?.message.split('\n')[0] ?? '')
    .toReversed();
}

async function closeAll(parts: readonly { close(): Promise<void> }[], load: Load): Promise<void> {
  load.close();
  await Promise.all(parts.map((part) => part.close()));
}
