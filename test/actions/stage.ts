import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { parse } from 'yaml';
import { inputVariable } from '../../src/actions/inputs.ts';
import type { ActionName } from '../../src/actions/declarations/suite.ts';
import { type FakeGitHub, startFakeGitHub } from '../fake-github/server.ts';
import type { RepositorySeed } from '../fake-github/seed/seed.ts';

/** What one step left behind. */
export interface StepResult {
  readonly exitCode: number | null;
  readonly outputs: Readonly<Record<string, string>>;
  readonly log: string;
  readonly summary: string;
}

/** A job's workspace with a target and metrics made of files, and a GitHub to talk to. */
export interface Stage {
  readonly github: FakeGitHub;
  readonly folder: string;
  readonly sha: string;
  /** Runs an action as its `action.yml` would: the committed bundle, with the declared defaults. */
  step(
    action: ActionName,
    inputs?: Readonly<Record<string, string>>,
    run?: RunOptions,
  ): Promise<StepResult>;
  /** The canary's weight as the target has it. */
  weight(): number;
  /** What the metrics command prints from now on. */
  measure(canary: object, baseline?: object): void;
  writePlan(text: string): void;
  close(): Promise<void>;
}

export interface RunOptions {
  readonly attempt?: number;
  readonly runId?: number;
  readonly environment?: Readonly<Record<string, string>>;
  /** Sends this signal after so many milliseconds. */
  readonly signal?: { readonly name: NodeJS.Signals; readonly after: number };
}

const ROOT = resolve(import.meta.dirname, '../..');

/** Permissions as the reusable workflow grants them. */
const PERMISSIONS = {
  contents: 'write',
  checks: 'write',
  deployments: 'write',
  pull_requests: 'write',
  actions: 'read',
  issues: 'read',
  statuses: 'read',
} as const;

/** Sets the stage: a repository `acme/shop` with a merged commit and a pull request. */
export async function setStage(more: Partial<RepositorySeed> = {}): Promise<Stage> {
  const folder = mkdtempSync(join(tmpdir(), 'sluice-stage-'));
  const github = await startFakeGitHub({
    seed: {
      tokens: { 'job-token': { login: 'github-actions[bot]', permissions: PERMISSIONS } },
      repositories: [
        {
          owner: 'acme',
          name: 'shop',
          ...more,
          commits: [
            { files: { 'README.md': 'shop\n' } },
            { branch: 'feature', message: 'Sell more', files: { 'shop.txt': 'v2\n' } },
            ...(more.commits ?? []),
          ],
          pulls: [{ number: 7, title: 'Sell more', head: 'feature' }, ...(more.pulls ?? [])],
        },
      ],
    },
  });
  const sha = github.repository('acme/shop').refs['refs/heads/feature'] ?? '';
  writeFileSync(join(folder, 'weight'), '0');
  return {
    github,
    folder,
    sha,
    step: (action, inputs = {}, run = {}) => runStep({ github, folder, sha }, action, inputs, run),
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

async function runStep(
  stage: Pick<Stage, 'github' | 'folder' | 'sha'>,
  action: ActionName,
  inputs: Readonly<Record<string, string>>,
  { attempt = 1, runId = 1001, environment = {}, signal }: RunOptions,
): Promise<StepResult> {
  const outputFile = join(stage.folder, `output-${action}`);
  const summaryFile = join(stage.folder, `summary-${action}`);
  writeFileSync(outputFile, '');
  writeFileSync(summaryFile, '');
  const child = spawn(process.execPath, [join(ROOT, 'dist/action/index.js'), action], {
    cwd: stage.folder,
    env: {
      PATH: process.env['PATH'],
      ...readDefaults(action, stage),
      ...Object.fromEntries(
        Object.entries(inputs).map(([name, value]) => [inputVariable(name), value]),
      ),
      GITHUB_REPOSITORY: 'acme/shop',
      GITHUB_SHA: stage.sha,
      GITHUB_REF: 'refs/heads/feature',
      GITHUB_RUN_ID: String(runId),
      GITHUB_RUN_ATTEMPT: String(attempt),
      GITHUB_ACTOR: 'octocat',
      GITHUB_API_URL: stage.github.url,
      GITHUB_GRAPHQL_URL: stage.github.graphqlUrl,
      GITHUB_SERVER_URL: 'https://github.com',
      GITHUB_OUTPUT: outputFile,
      GITHUB_STEP_SUMMARY: summaryFile,
      ...environment,
    },
  });
  if (signal) setTimeout(() => child.kill(signal.name), signal.after);
  const ended = new Promise<number | null>((done) => child.once('close', (code) => done(code)));
  const [out, err, exitCode] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return {
    exitCode,
    outputs: parseOutputs(readFileSync(outputFile, 'utf8')),
    log: out + err,
    summary: readFileSync(summaryFile, 'utf8'),
  };
}

/** The inputs' defaults from the committed `action.yml`, with its two expressions filled in. */
function readDefaults(action: ActionName, { sha }: Pick<Stage, 'sha'>): Record<string, string> {
  const file = action === 'sluice' ? 'action.yml' : `actions/${action}/action.yml`;
  const metadata = parse(readFileSync(join(ROOT, file), 'utf8')) as {
    readonly inputs: Readonly<Record<string, { readonly default?: string }>>;
  };
  return Object.fromEntries(
    Object.entries(metadata.inputs).map(([name, input]) => [
      inputVariable(name),
      (input.default ?? '')
        .replace('${{ github.token }}', 'job-token')
        .replace('${{ github.ref_name }}', `v2-${sha.slice(0, 7)}`)
        .replace('.github/rollout.yml', 'rollout.yml'),
    ]),
  );
}

/** Reads the file format of GITHUB_OUTPUT: `name<<DELIMITER`, lines, `DELIMITER`. */
function parseOutputs(file: string): Record<string, string> {
  const outputs: Record<string, string> = {};
  for (const [, name = '', , value = ''] of file.matchAll(/^(.+?)<<(.+)\n([\s\S]*?)\n\2$/gm)) {
    outputs[name] = value;
  }
  return outputs;
}
