import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { findStale } from '../../scripts/generated-files.ts';
import type { ActionDeclaration } from '../../src/actions/declarations/declaration.ts';
import { type ActionName, SUITE } from '../../src/actions/declarations/suite.ts';
import type { Host } from '../../src/actions/host.ts';
import { inputVariable } from '../../src/actions/inputs.ts';
import { STEPS } from '../../src/actions/steps.ts';
import { analyzePhase } from '../../src/actions/steps/analyze.ts';
import { runPhase } from '../../src/actions/steps/canary-step.ts';
import { controlRollout } from '../../src/actions/steps/control.ts';
import { askGates } from '../../src/actions/steps/gates.ts';
import { tellDelivery } from '../../src/actions/steps/metrics.ts';
import { readPlan } from '../../src/actions/steps/plan.ts';
import { promoteRelease } from '../../src/actions/steps/promote.ts';
import { writeReport } from '../../src/actions/steps/report.ts';
import { rollBack } from '../../src/actions/steps/rollback.ts';
import { runRollout } from '../../src/actions/steps/sluice.ts';
import { tickRollouts } from '../../src/actions/steps/tick.ts';
import { createSystemClock } from '../../src/adapters/clock/system.ts';
import { filePlan, GOOD, phase } from './plans.ts';
import { setStage, type Stage } from './stage.ts';
import { folderOf, readMetadata, ROOT } from './step.ts';

const ACTIONS = SUITE.map((declaration) => [declaration.name, declaration] as const);

it('knows a step for every declared action, and no other', () => {
  expect([...STEPS.keys()]).toEqual(SUITE.map(({ name }) => name));
});

it('has its generated files as its declarations say', async () => {
  const stale = await findStale(ROOT);
  expect(stale.map(({ path }) => path)).toEqual([]);
});

describe.each(ACTIONS)('the metadata of %s', (name, declaration: ActionDeclaration) => {
  const metadata = readMetadata(name);
  const [step] = metadata.runs.steps;

  it('has the declared inputs and outputs, and no other', () => {
    expect(metadata.description).toBe(declaration.description);
    const inputs = Object.entries(metadata.inputs).map(
      ([input, { description, required, ...rest }]) =>
        [input, { description, ...(required && { required }), ...rest }] as const,
    );
    expect(Object.fromEntries(inputs)).toEqual(declaration.inputs);
    const outputs = Object.entries(declaration.outputs).map(
      ([output, { description }]) =>
        [output, { description, value: `\${{ steps.run.outputs.${output} }}` }] as const,
    );
    expect(metadata.outputs).toEqual(Object.fromEntries(outputs));
  });

  it('hands every input over by the environment, and none by the script', () => {
    const variables = Object.keys(declaration.inputs).map(
      (input) => [inputVariable(input), `\${{ inputs.${input} }}`] as const,
    );
    expect(step?.env).toEqual(Object.fromEntries(variables));
    expect(step?.run).not.toContain('${{');
  });

  it('starts the bundle that is in the repository, with its own name', () => {
    const [, path, word] =
      /exec node "\$GITHUB_ACTION_PATH\/(.*)" (\S+)$/m.exec(step?.run ?? '') ?? [];
    expect(word).toBe(name);
    expect(readFileSync(join(folderOf(name), path ?? ''), 'utf8').length).toBeGreaterThan(100_000);
  });

  it('has an example that gives only inputs there are', () => {
    const [example] = parse(declaration.example) as readonly { readonly with?: object }[];
    const given = Object.keys(example?.with ?? {});
    expect(given.filter((input) => !(input in declaration.inputs))).toEqual([]);
  });
});

/** What each action does, called with inputs that keep a record of who reads them. */
const ACTS = {
  plan: readPlan,
  gates: askGates,
  'canary-step': runPhase,
  analyze: analyzePhase,
  promote: promoteRelease,
  rollback: rollBack,
  report: writeReport,
  metrics: tellDelivery,
  control: controlRollout,
  tick: tickRollouts,
  sluice: runRollout,
} satisfies Record<ActionName, (inputs: never, host: Host) => Promise<unknown>>;

describe('the code of the actions', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await setStage({ collaborators: { octocat: 'write' } });
    const plan = filePlan(phase('Canary', 5, '1s') + phase('Everybody', 100, '1s'));
    const { folder } = stage;
    // In this process the workspace is not the current folder.
    stage.writePlan(
      plan
        .replaceAll(/(> |cat )(weight|"\$SLUICE_ARM)/g, `$1${folder}/$2`)
        .replaceAll(`${folder}/"`, `"${folder}/`),
    );
    stage.measure(GOOD);
  });
  afterAll(() => stage.close());

  it.each(ACTIONS)('reads every input declared for %s, and no other', async (name, declaration) => {
    // No order but `approve` takes a phase or a version.
    const ofRelease = (value: string) => (name === 'control' ? '' : value);
    const given: Readonly<Record<string, string>> = {
      phase: ofRelease('1'),
      plan: join(stage.folder, 'rollout.yml'),
      version: ofRelease('v2'),
      approved: '',
      mode: 'job',
      'most-minutes': '5',
      'check-environments': 'true',
      history: '1d',
      record: 'true',
      cause: 'asked',
      name: '',
      environment: '',
      directory: join(stage.folder, 'report'),
      summary: 'true',
      duration: '1s',
      window: '7d',
      badge: '',
      endpoint: '',
      comment: '',
      review: '',
      command: 'pause',
      target: '',
      gate: '',
      reason: '',
      permit: '',
      'team-token': '',
      settings: '',
      variables: '',
      ledger: 'github',
      token: 'job-token',
    };
    const read = new Set<string>();
    const inputs = new Proxy(given, {
      get(target, input: string) {
        read.add(input);
        return target[input];
      },
    });
    await ACTS[name](inputs as never, hostOf(stage));
    expect([...read].toSorted()).toEqual(Object.keys(declaration.inputs).toSorted());
  });
});

function hostOf({ github, sha }: Stage): Host {
  return {
    environment: {
      PATH: process.env['PATH'] ?? '',
      GITHUB_REPOSITORY: 'acme/shop',
      GITHUB_SHA: sha,
      GITHUB_REF: 'refs/heads/feature',
      GITHUB_RUN_ID: '1001',
      GITHUB_ACTOR: 'octocat',
      GITHUB_API_URL: github.url,
      GITHUB_GRAPHQL_URL: github.graphqlUrl,
    },
    clock: createSystemClock(),
    print: () => {},
    mask: () => {},
    annotate: () => {},
    cancelled: new AbortController().signal,
  };
}

describe('the declared permissions', () => {
  it('are enough for every action', async () => {
    const stage = await setStage({
      checkRuns: [{ at: 'feature', name: 'build' }],
      environments: [{ name: 'people', reviewers: [{ user: 'ada' }] }],
      runs: [{ id: 1001, at: 'feature', approvals: [{ environment: 'people', user: 'ada' }] }],
    });
    const approval = ', approval: people';
    stage.writePlan(
      filePlan(
        phase('Canary', 5, '1s', approval) + phase('Everybody', 100, '1s'),
        'gates:\n  - checks: { required: [build] }\n  - issues: { label: blocker }\n',
      ),
    );
    stage.measure(GOOD);
    const chain: readonly (readonly [ActionName, Record<string, string>])[] = [
      ['plan', {}],
      ['gates', { record: 'false' }],
      ['gates', {}],
      ['canary-step', { phase: '1', approved: 'success' }],
      ['rollback', {}],
      ['canary-step', { phase: '1', approved: 'success' }],
      ['canary-step', { phase: '2' }],
      ['promote', {}],
      ['report', {}],
    ];
    for (const [attempt, [action, inputs]] of chain.entries()) {
      const permissions = SUITE.find(({ name }) => name === action)?.permissions ?? {};
      const scopes = Object.entries(permissions).map(([scope, access]) => [
        scope.replace('-', '_'),
        access,
      ]);
      stage.github.plant({
        tokens: {
          'job-token': { login: 'github-actions[bot]', permissions: Object.fromEntries(scopes) },
        },
      });
      const step = await stage.step(action, inputs, { attempt: attempt < 5 ? 1 : 2 });
      expect(step, `${action}: ${step.log}`).toMatchObject({ exitCode: 0 });
      expect(step.log).not.toContain('::warning::');
      expect(step.log).not.toContain('approved by the environment');
    }
    expect(stage.github.violations).toEqual([]);
    await stage.close();
  }, 60_000);

  it.each(['rollout', 'control', 'tick'])('are what the jobs of %s.yml have', (file) => {
    const workflow = parse(readFileSync(join(ROOT, `.github/workflows/${file}.yml`), 'utf8')) as {
      readonly jobs: Readonly<
        Record<
          string,
          { readonly permissions: object; readonly steps: readonly { readonly uses?: string }[] }
        >
      >;
    };
    for (const [name, { permissions, steps }] of Object.entries(workflow.jobs)) {
      const used = new Set(steps.map(({ uses = '' }) => /^\$\/actions\/(.*)$/.exec(uses)?.[1]));
      const declared = SUITE.filter((action) => used.has(action.name));
      // Whoever may write may read: `write` overrides.
      const scopes = declared
        .flatMap((action) => Object.entries(action.permissions))
        .toSorted(([, one], [, other]) => one.localeCompare(other));
      expect(permissions, name).toEqual(Object.fromEntries(scopes));
    }
  });
});
