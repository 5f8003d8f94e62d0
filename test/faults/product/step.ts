import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ActionName } from '../../../src/actions/declarations/suite.ts';
import type { Watch } from '../tap.ts';
import { hasten } from '../../haste/haste.ts';
import { type RunPlace, RUNS } from '../world/run.ts';
import type { World } from '../world/world.ts';
import { ACTION_BUNDLE, inputVariables } from './bundles.ts';
import { type Ending, startVictim, type Victim } from './victim.ts';

export interface Step {
  readonly action: ActionName;
  readonly inputs?: Readonly<Record<string, string>>;
}

export interface StepResult extends Ending {
  readonly outputs: Readonly<Record<string, string>>;
}

/** How a step is run beyond what a job says. */
export interface Handling {
  /** Whose step it is, if not the release's. */
  readonly run?: RunPlace;
  readonly environment?: Readonly<Record<string, string>>;
  readonly started?: (victim: Victim) => void;
  /** Milliseconds after which it is killed. */
  readonly longest?: number;
}

/** Runs an action as a step of a job would: the bundle, started with the variables of its `action.yml`. */
export async function runStep(
  world: World,
  { action, inputs = {} }: Step,
  attempt: number,
  decide: Watch['decide'],
  { run = RUNS.release, environment = {}, started, longest }: Handling = {},
): Promise<StepResult> {
  const outputFile = join(world.folder, 'output');
  writeFileSync(outputFile, '');
  const expressions = { token: run.token, refName: run.version };
  const victim = startVictim([ACTION_BUNDLE, action], world.folder, {
    PATH: process.env['PATH'] ?? '',
    ...inputVariables(action, { ...PLAN, ...inputs }, expressions),
    ...describeRunner(world, run, attempt),
    ...describeProduction(world),
    GITHUB_OUTPUT: outputFile,
    GITHUB_STEP_SUMMARY: join(world.folder, 'summary.md'),
    ...keepTime(world),
    ...environment,
  });
  world.tap.guard({ victim, decide });
  started?.(victim);
  const watchdog = longest && setTimeout(() => void victim.kill(), longest);
  const ending = await victim.ended;
  clearTimeout(watchdog);
  return { ...ending, outputs: parseOutputs(readFileSync(outputFile, 'utf8')) };
}

const ORIGIN = Date.now();

/** Lets a process's time pass as fast as its world wants it. */
function keepTime({ speed }: World): Readonly<Record<string, string>> {
  return speed === 1 ? {} : hasten(speed, ORIGIN);
}

const PLAN = { plan: 'rollout.yml' };

/** What the plan's addresses and commands refer to. */
export function describeProduction(world: World): Readonly<Record<string, string>> {
  return {
    PROMETHEUS_URL: world.prometheusUrl,
    HAPROXY: world.haproxy.address,
    HAND: join(import.meta.dirname, '../world/hand.sh'),
    HAND_PORT: String(world.hand.port),
  };
}

function describeRunner(
  world: World,
  run: RunPlace,
  attempt: number,
): Readonly<Record<string, string>> {
  return {
    GITHUB_REPOSITORY: 'acme/shop',
    GITHUB_SHA: world.shaOf(run),
    GITHUB_REF: `refs/heads/${run.branch}`,
    GITHUB_RUN_ID: String(run.id),
    GITHUB_RUN_ATTEMPT: String(attempt),
    GITHUB_ACTOR: 'octocat',
    GITHUB_API_URL: world.github.url,
    GITHUB_GRAPHQL_URL: `${world.github.url}/graphql`,
    GITHUB_SERVER_URL: 'https://github.com',
  };
}

/** Reads the file format of GITHUB_OUTPUT: `name<<DELIMITER`, lines, `DELIMITER`. */
function parseOutputs(file: string): Record<string, string> {
  const outputs: Record<string, string> = {};
  for (const [, name = '', , value = ''] of file.matchAll(/^(.+?)<<(.+)\n([\s\S]*?)\n\2$/gm)) {
    outputs[name] = value;
  }
  return outputs;
}
