import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect } from 'vitest';
import { parse } from 'yaml';
import type { ActionName } from '../../src/actions/declarations/suite.ts';
import { inputVariable } from '../../src/actions/inputs.ts';
import type { FakeGitHub } from '../fake-github/server.ts';

/** What one step left behind. */
export interface StepResult {
  readonly exitCode: number | null;
  readonly outputs: Readonly<Record<string, string>>;
  /** Everything it wrote to standard output and standard error. */
  readonly log: string;
  readonly summary: string;
}

/** How one step is called, beyond its inputs. */
export interface Call {
  readonly attempt?: number;
  readonly runId?: number;
  /** More variables of the job, or others in place of the runner's. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Sends this signal as soon as the log matches. */
  readonly signal?: { readonly name: NodeJS.Signals; readonly when: RegExp };
}

/** Where a step runs. */
export interface Place {
  readonly github: FakeGitHub;
  readonly folder: string;
  readonly sha: string;
}

export const ROOT = resolve(import.meta.dirname, '../..');

/** Runs the committed bundle as a step of a job would. */
export async function runAction(
  place: Place,
  action: ActionName,
  inputs: Readonly<Record<string, string>>,
  call: Call,
): Promise<StepResult> {
  const outputFile = join(place.folder, `output-${action}`);
  const summaryFile = join(place.folder, `summary-${action}`);
  writeFileSync(outputFile, '');
  writeFileSync(summaryFile, '');
  const child = spawn(process.execPath, [join(ROOT, 'dist/action/index.js'), action], {
    cwd: place.folder,
    env: {
      PATH: process.env['PATH'],
      ...readDefaults(action, place),
      ...Object.fromEntries(
        Object.entries(inputs).map(([name, value]) => [inputVariable(name), value]),
      ),
      ...describeRunner(place, call),
      GITHUB_OUTPUT: outputFile,
      GITHUB_STEP_SUMMARY: summaryFile,
      ...call.environment,
    },
  });
  const { signal } = call;
  if (signal) {
    let seen = '';
    child.stdout.on('data', (chunk: Buffer) => {
      const before = seen;
      seen += chunk.toString();
      if (signal.when.test(seen) && !signal.when.test(before)) child.kill(signal.name);
    });
  }
  const ended = new Promise<number | null>((done) => child.once('close', (code) => done(code)));
  const [out, err, exitCode] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  const outputs = parseOutputs(readFileSync(outputFile, 'utf8'));
  // In every ending, whatever the test is about: nobody who reads an output may find it undefined.
  expect(Object.keys(outputs).toSorted(), out + err).toEqual(
    Object.keys(readMetadata(action).outputs).toSorted(),
  );
  return {
    exitCode,
    outputs,
    log: out + err,
    summary: readFileSync(summaryFile, 'utf8'),
  };
}

/** What the runner sets. */
function describeRunner(
  { github, sha }: Place,
  { attempt = 1, runId = 1001 }: Call,
): Readonly<Record<string, string>> {
  return {
    GITHUB_REPOSITORY: 'acme/shop',
    GITHUB_SHA: sha,
    GITHUB_REF: 'refs/heads/feature',
    GITHUB_RUN_ID: String(runId),
    GITHUB_RUN_ATTEMPT: String(attempt),
    GITHUB_ACTOR: 'octocat',
    GITHUB_API_URL: github.url,
    GITHUB_GRAPHQL_URL: github.graphqlUrl,
    GITHUB_SERVER_URL: 'https://github.com',
  };
}

/** What a composite's `action.yml` says, as far as tests look at it. */
export interface Metadata {
  readonly name: string;
  readonly description: string;
  readonly inputs: Readonly<
    Record<
      string,
      { readonly description: string; readonly required: boolean; readonly default?: string }
    >
  >;
  readonly outputs: Readonly<
    Record<string, { readonly description: string; readonly value: string }>
  >;
  readonly runs: {
    readonly using: string;
    readonly steps: readonly {
      readonly id: string;
      readonly shell: string;
      readonly env: Readonly<Record<string, string>>;
      readonly run: string;
    }[];
  };
}

/** The folder of an action in the repository. */
export function folderOf(action: ActionName): string {
  return action === 'sluice' ? ROOT : join(ROOT, 'actions', action);
}

/** The committed `action.yml`. */
export function readMetadata(action: ActionName): Metadata {
  return parse(readFileSync(join(folderOf(action), 'action.yml'), 'utf8')) as Metadata;
}

/** The inputs' defaults, with their two expressions filled in. */
function readDefaults(action: ActionName, { sha }: Place): Record<string, string> {
  return Object.fromEntries(
    Object.entries(readMetadata(action).inputs).map(([name, input]) => [
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
