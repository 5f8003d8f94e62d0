import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Token, World as GitHubState } from '../../fake-github/state/world.ts';
import type { Repository } from '../../fake-github/state/world.ts';
import type { Seed } from '../../fake-github/seed/seed.ts';
import { createTap, type Tap } from '../tap.ts';
import { type GitHub, openGitHub } from './github.ts';
import { type Hand, openHand } from './hand.ts';
import { type HAProxy, openHAProxy } from './haproxy.ts';
import { type Health, openPrometheus } from './prometheus.ts';
import { type RunPlace, RUNS } from './run.ts';

/** Everything outside of the product, in servers of its own. */
export interface World {
  readonly tap: Tap;
  readonly github: GitHub;
  readonly haproxy: HAProxy;
  readonly hand: Hand;
  readonly prometheusUrl: string;
  /** How many times as fast as here time passes for the product. */
  readonly speed: number;
  /** The workspace of the job. */
  readonly folder: string;
  /** The commit that a run runs at. */
  shaOf(run: RunPlace): string;
  health: Health;
  repository(): Repository;
  /** How a run is doing, as GitHub's API tells it; the one that releases where none is named. */
  tellRun(attempt: number, status: 'in_progress' | 'completed', run?: RunPlace): void;
  save(): Memory;
  restore(memory: Memory): void;
  close(): Promise<void>;
}

/** A world at one moment, to be brought back as often as wanted. */
export interface Memory {
  readonly github: GitHubState;
  readonly share: number;
  readonly weight: number;
  readonly hooks: readonly string[];
  readonly health: Health;
  /** A copy of the workspace's ledger folder, where a story keeps its ledger there. */
  readonly ledger: string | undefined;
}

const PERMISSIONS: Token['permissions'] = {
  contents: 'write',
  checks: 'write',
  deployments: 'write',
  pull_requests: 'write',
  actions: 'read',
  issues: 'read',
  statuses: 'read',
};

const SEED: Seed = {
  tokens: {
    [RUNS.release.token]: { login: 'github-actions[bot]', permissions: PERMISSIONS },
    [RUNS.control.token]: {
      login: 'github-actions[bot]',
      permissions: { ...PERMISSIONS, actions: 'write' },
    },
  },
  repositories: [
    {
      owner: 'acme',
      name: 'shop',
      commits: [
        { files: { 'README.md': 'shop\n' } },
        { branch: 'feature', message: 'Sell more', files: { 'shop.txt': 'v2\n' } },
        { branch: 'next', message: 'Sell better', files: { 'shop.txt': 'v3\n' } },
      ],
      pulls: [
        { number: 7, title: 'Sell more', head: 'feature' },
        { number: 8, title: 'Sell better', head: 'next' },
      ],
      checkRuns: [
        { name: 'build', at: 'feature' },
        { name: 'build', at: 'next' },
      ],
      collaborators: { octocat: 'write' },
      environments: [{ name: 'production-approval', reviewers: [{ user: 'octocat' }] }],
    },
  ],
};

/** Opens a world in which all traffic is on stable and nothing has been released. */
export async function openWorld(plan: string, speed = 1): Promise<World> {
  const tap = createTap();
  const folder = mkdtempSync(join(tmpdir(), 'sluice-faults-'));
  writeFileSync(join(folder, 'rollout.yml'), plan);
  const [github, haproxy, hand] = await Promise.all([
    openGitHub(tap, SEED),
    openHAProxy(tap),
    openHand(tap),
  ]);
  const prometheus = await openPrometheus(tap, () => world.health);
  const repository = () => github.fake.repository('acme/shop');

  const world: World = {
    tap,
    speed,
    github,
    haproxy,
    hand,
    prometheusUrl: prometheus.url,
    folder,
    shaOf: ({ branch }) => repository().refs[`refs/heads/${branch}`] ?? '',
    health: 'well',
    repository,
    tellRun(attempt, status, { id, branch } = RUNS.release) {
      const approval = { environment: 'production-approval', user: 'octocat', comment: 'Go' };
      const conclusion = status === 'completed' ? 'failure' : null;
      const run = { id, at: branch, attempt, status, conclusion, approvals: [approval] };
      github.fake.plant({ repositories: [{ owner: 'acme', name: 'shop', runs: [run] }] });
    },
    save: () => ({
      github: structuredClone(github.fake.world),
      share: haproxy.share(),
      weight: hand.weight,
      hooks: hand.hooks,
      health: world.health,
      ledger: undefined,
    }),
    restore(memory) {
      const { nextId, tokens, repositories } = structuredClone(memory.github);
      const state = github.fake.world;
      Object.assign(state, { nextId });
      Object.assign(state.tokens, tokens);
      state.repositories.splice(0, Number.POSITIVE_INFINITY, ...repositories);
      haproxy.setShare(memory.share);
      hand.weight = memory.weight;
      hand.hooks = memory.hooks;
      world.health = memory.health;
      restoreLedger(folder, memory.ledger);
      (github.fake.violations as unknown[]).length = 0;
      (github.fake.requests as unknown[]).length = 0;
    },
    close: async () => {
      await Promise.all([github.close(), haproxy.close(), hand.close(), prometheus.close()]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
  return world;
}

function restoreLedger(folder: string, copy: string | undefined): void {
  const place = join(folder, 'ledger');
  rmSync(place, { recursive: true, force: true });
  if (copy === undefined) return;
  mkdirSync(place);
  cpSync(copy, place, { recursive: true });
}
