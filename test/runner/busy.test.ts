import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, describe, expect, it } from 'vitest';
import { makeScratch, type Scratch } from '../services/harness/scratch.ts';
import { SUITE_ROOT } from './harness/repository.ts';
import type { RunResult } from './harness/result.ts';
import { type RunHandle, type RunOptions, runWorkflow } from './harness/run.ts';
import { sketchPlan } from './plans.ts';
import { openProduction, type Production } from './production.ts';
import { watchWeight, type Witness } from './witness.ts';

/** Two releases of one target: the older is under way when the newer begins. */
interface Rivals {
  readonly production: Production;
  readonly witness: Witness;
  readonly older: RunHandle;
  readonly newer: RunHandle;
  readonly olderOptions: RunOptions;
  /** What the plan's hooks did, and for which version. */
  hooks(): Promise<readonly string[]>;
}

const OLDER = { version: 'v2', runId: 4711 };
const NEWER = { version: 'v3', runId: 4712 };
const urlOf = ({ runId }: typeof OLDER) => `https://github.com/acme/shop/actions/runs/${runId}`;

let production: Production;
let witness: Witness;
let notes: Scratch;

afterEach(async () => {
  await witness.close();
  expect(production.github.violations).toEqual([]);
  await production.close();
  await notes.close();
});

/** Starts both; the newer one begins when the older bakes its first phase for as long as `bake`. */
async function race(rule: 'wait' | 'fail' | 'supersede', bake = '6s'): Promise<Rivals> {
  notes = await makeScratch('notes');
  const note = `echo "$SLUICE_HOOK $SLUICE_VERSION" >> ${join(notes.path, 'hooks')}`;
  production = await openProduction({
    plan: sketchPlan(
      [
        { name: 'Canary', weight: 20, bake },
        { name: 'Everybody', weight: 100 },
      ],
      {
        target: 'after-promotion: stable',
        keys: `on-busy: ${rule}\nhooks: { deploy: '${note}', promote: '${note}', cleanup: '${note}' }\n`,
      },
    ),
  });
  witness = watchWeight(production.haproxy, 'v2');
  const olderOptions = production.options;
  const newerOptions = await production.release(NEWER.version, NEWER.runId);
  const older = production.begin(olderOptions);
  await older.printed('rollout/phase-1', /Canary baking at 20%/);
  const newer = production.begin(newerOptions);
  const hooks = async () => (await readFile(join(notes.path, 'hooks'), 'utf8')).trim().split('\n');
  return { production, witness, older, newer, olderOptions, hooks };
}

function conclusions({ jobs }: RunResult): Record<string, string> {
  return Object.fromEntries(
    Object.values(jobs)
      .filter(({ path, conclusion }) => path.startsWith('rollout/') && conclusion !== 'skipped')
      .map(({ path, conclusion }) => [path.replace('rollout/', ''), conclusion]),
  );
}

/** The hooks of a version that goes out. */
const WENT_OUT = (version: string) => [
  `deploy ${version}`,
  `promote ${version}`,
  `cleanup ${version}`,
];

const PROMOTED = {
  plan: 'success',
  gates: 'success',
  'phase-1': 'success',
  'phase-2': 'success',
  promote: 'success',
};

const logOf = (result: RunResult) =>
  Object.values(result.jobs)
    .map(({ path, log }) => `── ${path}\n${log}`)
    .join('\n');

/** What GitHub shows of a version's release. */
function shown({ version }: typeof OLDER) {
  const { github } = production;
  const { checkRuns, comments, deployments, refs, issues } = github.repository('acme/shop');
  const sha = refs[`refs/tags/${version}`];
  const pulls = issues.filter(({ pull }) => pull?.mergeCommitSha === sha);
  return {
    checks: checkRuns
      .filter(({ name, headSha }) => name.startsWith('rollout') && headSha === sha)
      .map(({ status, conclusion }) => `${status} ${conclusion}`),
    comments: comments
      .filter(({ issue }) => pulls.some(({ number }) => number === issue))
      .map(({ body }) => body),
    deployments: deployments
      .filter((one) => one.sha === sha)
      .map(({ statuses }) => statuses.at(-1)?.state),
  };
}

/** The ledger's commits that say who had the traffic. */
const turns = () => production.ledger().filter((line) => /^(taken over|roll|promoted)/.test(line));

/** Asks the command line whether every commit of the ledger is an append to the one before it. */
async function verify(): Promise<unknown> {
  const { github } = production;
  const token = 'ghs_auditor';
  const auditor = { login: 'github-actions[bot]', permissions: { contents: 'read' } } as const;
  github.plant({ tokens: { [token]: auditor } });
  const ledger = ['--ledger', 'github:acme/shop', '--verify', '--json'];
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [join(SUITE_ROOT, 'dist/cli/index.js'), 'history', 'production/shop', ...ledger],
    {
      env: {
        GITHUB_TOKEN: token,
        GITHUB_API_URL: github.url,
        GITHUB_GRAPHQL_URL: github.graphqlUrl,
      },
    },
  );
  return JSON.parse(stdout);
}

describe('two releases at once, under act', () => {
  it('`wait`: the second goes out after the first', async () => {
    const { older, newer, hooks } = await race('wait');
    await newer.printed(
      'rollout/gates',
      new RegExp(`Waiting: v2 is running in production, held by ${urlOf(OLDER)}`),
    );
    const [first, second] = await Promise.all([older.finished, newer.finished]);

    expect(conclusions(first), logOf(first)).toEqual(PROMOTED);
    expect(conclusions(second), logOf(second)).toEqual(PROMOTED);
    expect(witness.weights).toEqual([0, 20, 100, 0, 20, 100, 0]);
    expect(await hooks()).toEqual([...WENT_OUT('v2'), ...WENT_OUT('v3')]);
    expect(turns()).toEqual(['promoted v2', 'promoted v3']);
    expect(shown(OLDER)).toMatchObject({ checks: ['completed success'], deployments: ['success'] });
    expect(shown(NEWER)).toMatchObject({ checks: ['completed success'], deployments: ['success'] });
    expect(await verify()).toMatchObject({ rollouts: 2, irregularities: [] });
  });

  it('`fail`: the second is refused, and the first is not disturbed', async () => {
    const { older, newer, hooks } = await race('fail');
    const [first, second] = await Promise.all([older.finished, newer.finished]);

    expect(conclusions(second), logOf(second)).toEqual({
      plan: 'success',
      gates: 'failure',
      rollback: 'success',
    });
    expect(second.jobs['rollout/gates']?.log).toContain(`held by ${urlOf(OLDER)}`);
    expect(conclusions(first), logOf(first)).toEqual(PROMOTED);
    expect(witness.weights).toEqual([0, 20, 100, 0]);
    expect(await hooks()).toEqual(WENT_OUT('v2'));
    expect(shown(OLDER)).toMatchObject({ checks: ['completed success'], deployments: ['success'] });
    expect(shown(NEWER)).toEqual({ checks: [], comments: [], deployments: [] });
    expect(await verify()).toMatchObject({ rollouts: 1, irregularities: [] });
  });

  it('`supersede`: the first is taken back before the second begins', async () => {
    const { older, newer, olderOptions, hooks } = await race('supersede', '40s');
    const first = await older.finished;
    expect(conclusions(first), logOf(first)).toEqual({
      plan: 'success',
      gates: 'success',
      'phase-1': 'failure',
      rollback: 'success',
    });
    expect(first.jobs['rollout/phase-1']?.log).toMatch(/refused: v3 .* is newer/);

    const again = await runWorkflow({ ...olderOptions, rerun: { of: first, jobs: 'failed' } });
    expect(conclusions(again), logOf(again)).toMatchObject({ 'phase-1': 'failure' });
    expect(again.jobs['rollout/phase-1']?.log).toContain('is newer');

    const second = await newer.finished;
    expect(conclusions(second), logOf(second)).toEqual(PROMOTED);
    expect(witness.weights).toEqual([0, 20, 0, 20, 100, 0]);
    expect(await hooks()).toEqual(['deploy v2', 'cleanup v2', ...WENT_OUT('v3')]);
    expect(shown(OLDER)).toMatchObject({ checks: ['completed failure'], deployments: ['failure'] });
    expect(shown(NEWER)).toMatchObject({ checks: ['completed success'], deployments: ['success'] });
    const superseded = `superseded by ${urlOf(NEWER)}`;
    expect(turns()).toEqual([
      `taken over by octocat: ${superseded}`,
      `rolling back: ${superseded}`,
      `rolled back: ${superseded}`,
      'promoted v3',
    ]);
    expect(await verify()).toMatchObject({ rollouts: 2, irregularities: [] });
  });
});
