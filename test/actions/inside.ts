import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ActionName, SUITE } from '../../src/actions/declarations/suite.ts';
import type { ActionResult } from '../../src/actions/host.ts';
import { inputVariable } from '../../src/actions/inputs.ts';
import { STEPS } from '../../src/actions/steps.ts';
import type { ActionDeclaration } from '../../src/actions/declarations/declaration.ts';
import type { Duration } from '../../src/core/quantity/instant.ts';
import { filePlan } from './plans.ts';
import type { Stage } from './stage.ts';

/** What one step did, run inside of this process: it is the sources that are tested, not a bundle of them. */
export interface Done extends ActionResult {
  readonly log: string;
  readonly summary: string;
  readonly masked: readonly string[];
}

/** Who runs a step, and when. */
export interface Caller {
  readonly runId?: number;
  readonly attempt?: number;
  readonly actor?: string;
  /** Fires when the run is being cancelled. */
  readonly cancelled?: AbortSignal;
}

/** Steps come this long after one another, so that comments may be edited again: nobody has to wait for that. */
const BETWEEN_STEPS: Duration = 60_000;

/** Runs an action on the stage; inputs that are left out have their declared defaults. */
export async function act(
  stage: Stage,
  action: ActionName,
  inputs: Readonly<Record<string, string>> = {},
  caller: Caller = {},
): Promise<Done> {
  stage.clock.pass(BETWEEN_STEPS);
  const folder = mkdtempSync(join(tmpdir(), 'sluice-step-'));
  const summary = join(folder, 'summary.md');
  writeFileSync(summary, '');
  const log: string[] = [];
  const masked: string[] = [];
  const step = STEPS.get(action);
  if (step === undefined) throw new Error(`no action ${action}`);
  const result = await step.run({
    environment: {
      PATH: process.env['PATH'] ?? '',
      ...inputVariables(stage, action, inputs),
      ...describeRun(stage, caller),
      GITHUB_STEP_SUMMARY: summary,
    },
    clock: stage.clock,
    print: (line) => void log.push(line),
    mask: (value) => void masked.push(value),
    annotate: ({ message }) => void log.push(message),
    cancelled: caller.cancelled ?? new AbortController().signal,
  });
  const told = readFileSync(summary, 'utf8');
  rmSync(folder, { recursive: true });
  return { ...result, log: log.join('\n'), summary: told, masked };
}

function inputVariables(
  { folder, sha }: Stage,
  action: ActionName,
  inputs: Readonly<Record<string, string>>,
): Record<string, string> {
  const declaration: ActionDeclaration | undefined = SUITE.find(({ name }) => name === action);
  const defaults = Object.entries(declaration?.inputs ?? {}).map(([name, input]) => [
    name,
    (input.default ?? '')
      .replace('${{ github.token }}', 'job-token')
      .replace('${{ github.ref_name }}', `v2-${sha.slice(0, 7)}`)
      .replace('${{ github.event.comment.node_id }}', '')
      .replace('${{ github.event.review.node_id }}', '')
      .replace('.github/rollout.yml', join(folder, 'rollout.yml')),
  ]);
  const given = { ...Object.fromEntries(defaults), ...inputs } as Record<string, string>;
  return Object.fromEntries(
    Object.entries(given).map(([name, value]) => [inputVariable(name), value]),
  );
}

function describeRun({ github, sha }: Stage, { runId = 1001, attempt = 1, actor }: Caller) {
  return {
    GITHUB_REPOSITORY: 'acme/shop',
    GITHUB_SHA: sha,
    GITHUB_REF: 'refs/heads/feature',
    GITHUB_RUN_ID: String(runId),
    GITHUB_RUN_ATTEMPT: String(attempt),
    GITHUB_ACTOR: actor ?? 'octocat',
    GITHUB_API_URL: github.url,
    GITHUB_GRAPHQL_URL: github.graphqlUrl,
    GITHUB_SERVER_URL: 'https://github.com',
  };
}

/** A plan of files in the stage's folder, which is not the current one inside of this process. */
export function planIn({ folder }: Stage, phases: string, more = ''): string {
  return filePlan(phases, more)
    .replaceAll(/(> |cat )(weight|"\$SLUICE_ARM)/g, `$1${folder}/$2`)
    .replaceAll(`${folder}/"`, `"${folder}/`);
}
