import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type FakeGitHub, startFakeGitHub } from '../fake-github/server.ts';
import type { RepositorySeed } from '../fake-github/seed/seed.ts';
import type { Repository, Token } from '../fake-github/state/world.ts';
import { createPassingClock, type PassingClock } from './passing-clock.ts';
import { type Call, runAction, type StepResult } from './step.ts';
import type { ActionName } from '../../src/actions/declarations/suite.ts';

/** A job's workspace with a target and metrics made of files, and a GitHub to talk to. */
export interface Stage {
  readonly github: FakeGitHub;
  /** GitHub's, and that of steps inside of this process; a bundle has the machine's. */
  readonly clock: PassingClock;
  readonly repository: Repository;
  readonly folder: string;
  readonly sha: string;
  /** Runs an action as its `action.yml` would: the committed bundle, with the declared defaults. */
  step(
    action: ActionName,
    inputs?: Readonly<Record<string, string>>,
    call?: Call,
  ): Promise<StepResult>;
  /** The canary's weight as the target has it. */
  weight(): number;
  /** What the metrics command prints from now on. */
  measure(canary: object, baseline?: object): void;
  writePlan(text: string): void;
  close(): Promise<void>;
}

/** Permissions as the reusable workflow grants them. */
export const PERMISSIONS: Token['permissions'] = {
  contents: 'write',
  checks: 'write',
  deployments: 'write',
  pull_requests: 'write',
  actions: 'read',
  issues: 'read',
  statuses: 'read',
};

/** Sets the stage: a repository `acme/shop` with a commit on a branch and a pull request of it. */
export async function setStage(
  more: Partial<RepositorySeed> = {},
  permissions: Token['permissions'] = PERMISSIONS,
): Promise<Stage> {
  const folder = mkdtempSync(join(tmpdir(), 'sluice-stage-'));
  const { commits = [], pulls = [PULL], ...seed } = more;
  const clock = createPassingClock();
  const github = await startFakeGitHub({
    now: clock.now,
    seed: {
      tokens: { 'job-token': { login: 'github-actions[bot]', permissions } },
      repositories: [
        { owner: 'acme', name: 'shop', ...seed, commits: [...COMMITS, ...commits], pulls },
      ],
    },
  });
  const repository = github.repository('acme/shop');
  const sha = repository.refs['refs/heads/feature'] ?? '';
  writeFileSync(join(folder, 'weight'), '0');
  return {
    github,
    clock,
    repository,
    folder,
    sha,
    step: (action, inputs = {}, call = {}) =>
      runAction({ github, folder, sha }, action, inputs, call),
    weight: () => Number(readFileSync(join(folder, 'weight'), 'utf8')),
    measure: (canary, baseline = canary) => {
      writeFileSync(join(folder, 'canary.json'), JSON.stringify(canary));
      writeFileSync(join(folder, 'baseline.json'), JSON.stringify(baseline));
    },
    writePlan: (plan) => writeFileSync(join(folder, 'rollout.yml'), plan),
    close: async () => {
      await github.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const COMMITS = [
  { files: { 'README.md': 'shop\n' } },
  { branch: 'feature', message: 'Sell more', files: { 'shop.txt': 'v2\n' } },
];

/** How fast time passes in a step that would wait half a minute for its turn to edit a comment. */
export const SPEED = 8;

/** The pull request that the released commit came by. */
export const PULL = { number: 7, title: 'Sell more', head: 'feature' };
