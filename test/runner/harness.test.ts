import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { waitUntil } from '../services/harness/polling.ts';
import { hasEnded } from './harness/processes.ts';
import { makeRepository, type Repository } from './harness/repository.ts';
import type { RunResult } from './harness/result.ts';
import {
  runWorkflow,
  startRun,
  type JobIdentity,
  type RunHandle,
  type RunOptions,
} from './harness/run.ts';

type Order = 'pass' | 'breach' | 'wait' | 'wait-stubbornly';

const FIXTURES = join(import.meta.dirname, 'fixtures');
const SUITE = { root: join(FIXTURES, 'suite') };

let folder: string;
let caller: Repository;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sluice-orders-'));
  caller = await makeRepository(join(FIXTURES, 'caller'));
});
afterEach(async () => {
  await caller.close();
  await rm(folder, { recursive: true });
});

async function order(orders: Readonly<Record<string, Order>>): Promise<string> {
  const file = join(folder, 'orders.json');
  await writeFile(file, JSON.stringify(orders));
  return file;
}

async function describeRelease(
  orders: Readonly<Record<string, Order>>,
  github: Partial<RunOptions['github']> = {},
): Promise<RunOptions> {
  return {
    caller,
    workflow: '.github/workflows/release.yml',
    suite: SUITE,
    secrets: { DEPLOY_KEY: 'k3y-of-the-house' },
    env: { ORDERS: await order(orders) },
    github: { apiUrl: 'http://127.0.0.1:9', runId: 4711, ...github },
  };
}

function conclusions({ jobs }: RunResult): Record<string, string> {
  return Object.fromEntries(
    Object.values(jobs).map(({ path, conclusion }) => [path.replace('release/', ''), conclusion]),
  );
}

const HEALTHY = {
  plan: 'success',
  gates: 'success',
  'phase-1': 'success',
  'phase-2': 'success',
  'phase-3': 'success',
  promote: 'success',
  rollback: 'skipped',
  report: 'success',
  release: 'success',
  after: 'success',
};

describe('a release under act', () => {
  it('runs the called chain in order when all is well', async () => {
    const tokens: JobIdentity[] = [];
    const result = await runWorkflow(
      await describeRelease(
        {},
        {
          token: (job) => {
            tokens.push(job);
            return `ghs_${job.path}`;
          },
        },
      ),
    );

    expect(conclusions(result)).toEqual(HEALTHY);
    expect(result.conclusion).toBe('success');
    const plan = result.jobs['release/plan'];
    expect(plan?.log).toContain(`attempt 1 of run 4711 at ${caller.sha}; suite OWNER/sluice`);
    expect(plan?.outputs).toEqual({
      phases: '3',
      sentence: `it's {{ 100% }} \${{ safe }} "quoted"`,
    });
    expect(result.jobs['release/gates']?.summary).toBe('- gates\n');
    expect(result.jobs['release/promote']?.log).toContain(
      'promoted after success,success,success,success',
    );
    expect(result.jobs['after']?.log).toContain('release success, promoted');
    expect(Object.fromEntries(tokens.map(({ path, permissions }) => [path, permissions]))).toEqual({
      'release/plan': { contents: 'read' },
      'release/gates': {},
      'release/phase-1': { contents: 'write' },
      'release/phase-2': { contents: 'write' },
      'release/phase-3': { contents: 'write' },
      'release/promote': {},
      'release/report': {},
      after: { contents: 'write' },
    });
  });

  it('shows a composite step the inputs it maps and no others', async () => {
    const { jobs } = await runWorkflow(await describeRelease({}));

    expect(jobs['release/phase-1']?.log).toContain(
      'phase-1: pass; inputs INPUT_DRY-RUN INPUT_PHASE; dry-run false',
    );
    expect(jobs['release/phase-1']?.log).toMatch(/note: inputs seen: $/m);
    expect(jobs['release/phase-1']?.summary).toBe('- phase-1 ended\n- phase-1 over\n');
  });

  it('rolls back when a phase fails, and the call is failed although its last job succeeded', async () => {
    const result = await runWorkflow(await describeRelease({ 'phase-2': 'breach' }));

    expect(conclusions(result)).toEqual({
      ...HEALTHY,
      'phase-2': 'failure',
      'phase-3': 'skipped',
      promote: 'skipped',
      rollback: 'success',
      release: 'failure',
    });
    expect(result.conclusion).toBe('failure');
    expect(result.jobs['release/rollback']?.log).toContain(
      'rolled back; phase-2 was failure with verdict breach',
    );
    expect(result.jobs['release/phase-2']?.log).toContain(
      `after failure of it's {{ 100% }} \${{ safe }} "quoted"`,
    );
    expect(result.jobs['after']?.log).toContain('release failure, not promoted');
  });

  it('goes on from the failed phase when its failed jobs are run again', async () => {
    const first = await runWorkflow(await describeRelease({ 'phase-2': 'breach' }));

    const second = await runWorkflow({
      ...(await describeRelease({})),
      rerun: { of: first, jobs: 'failed' },
    });

    expect(conclusions(second)).toEqual(HEALTHY);
    expect(second).toMatchObject({ runId: 4711, attempt: 2, conclusion: 'success' });
    const attempts = Object.values(second.jobs).map(({ path, attempt }) => [path, attempt]);
    expect(Object.fromEntries(attempts)).toMatchObject({
      'release/plan': 1,
      'release/gates': 1,
      'release/phase-1': 1,
      'release/phase-2': 2,
      'release/phase-3': 2,
      'release/promote': 2,
      'release/rollback': 2,
      after: 2,
    });
  });

  it('interrupts the running step when cancelled, then rolls back', async () => {
    const run = startRun(await describeRelease({ 'phase-2': 'wait' }));
    await run.printed('release/phase-2', /phase-2: wait/);

    run.cancel();
    const result = await run.finished;

    expect(conclusions(result)).toEqual({
      ...HEALTHY,
      'phase-2': 'cancelled',
      'phase-3': 'skipped',
      promote: 'skipped',
      rollback: 'success',
      release: 'cancelled',
    });
    expect(result.conclusion).toBe('cancelled');
    const { log = '', durationMs = 0 } = result.jobs['release/phase-2'] ?? {};
    expect(log).toContain('phase-2: SIGINT');
    expect(log).toContain('after cancelled of');
    expect(result.jobs['release/phase-2']?.summary).toBe('- phase-2 ended\n- phase-2 over\n');
    expect(durationMs).toBeLessThan(7_000);
    expect(result.jobs['release/rollback']?.log).toContain('phase-2 was cancelled');
  });

  it('terminates, then kills a step that will not stop', async () => {
    const run = startRun(await describeRelease({ 'phase-1': 'wait-stubbornly' }));
    await run.printed('release/phase-1', /wait-stubbornly/);

    run.cancel();
    const result = await run.finished;

    expect(result.jobs['release/phase-1']?.log).toMatch(/SIGINT[^]*SIGTERM[^]*after cancelled/);
    expect(result.jobs['release/phase-1']?.durationMs).toBeGreaterThan(10_000);
    expect(result.jobs['release/rollback']?.conclusion).toBe('success');
  });

  it('fails a job whose runner is lost, without its remaining steps', async () => {
    const run = startRun(await describeRelease({ 'phase-1': 'wait' }));
    await run.printed('release/phase-1', /phase-1: wait/);

    run.loseRunner('release/phase-1');
    const result = await run.finished;

    expect(result.jobs['release/phase-1']).toMatchObject({ conclusion: 'failure', outputs: {} });
    expect(result.jobs['release/phase-1']?.log).not.toContain('SIGINT');
    expect(result.jobs['release/phase-1']?.log).not.toContain('after');
    expect(result.jobs['release/rollback']?.conclusion).toBe('success');
  });

  it('waits at environments, and fails the job that is rejected', async () => {
    const asked: string[] = [];
    const result = await runWorkflow(
      await describeRelease(
        {},
        {
          enterEnvironment: async ({ path, environment }) => {
            asked.push(`${path} ${environment}`);
            return path === 'release/phase-2' ? 'rejected' : 'approved';
          },
        },
      ),
    );

    expect(asked).toEqual(['release/phase-1 production', 'release/phase-2 production']);
    expect(result.jobs['release/phase-2']).toMatchObject({ conclusion: 'failure', steps: [] });
    expect(result.jobs['release/rollback']?.conclusion).toBe('success');
  });

  it('cancels a job that waits at its environment', async () => {
    let arrive: (() => void) | undefined;
    const arrival = new Promise<void>((resolve) => (arrive = resolve));
    const run = startRun(
      await describeRelease(
        {},
        {
          enterEnvironment: () => {
            arrive?.();
            return new Promise<never>(() => undefined);
          },
        },
      ),
    );
    await arrival;

    run.cancel();
    const result = await run.finished;

    expect(result.jobs['release/phase-1']).toMatchObject({ conclusion: 'cancelled', steps: [] });
    expect(result.jobs['release/rollback']?.conclusion).toBe('success');
  });
});

async function startOwn(jobs: string): Promise<RunHandle> {
  await caller.close();
  caller = await makeRepository(join(FIXTURES, 'caller'), {
    'own.yml': `name: Own\non: push\njobs:\n${jobs}`,
  });
  return startRun({ ...(await describeRelease({})), workflow: 'own.yml' });
}

const CALL = `  call:
    uses: OWNER/sluice/.github/workflows/rollout.yml@v1
    permissions: { contents: write }
    secrets: { key: one }
    with:
      environment: production
`;

function step(content: string, jobEntry = ''): string {
  return `  job:\n    runs-on: ubuntu-latest\n    ${jobEntry}\n    steps: [{ ${content} }]\n`;
}

describe('a workflow of its own under act', () => {
  it('spares jobs and steps that ask for always() when it is cancelled', async () => {
    const run = await startOwn(`
  steadfast:
    if: always()
    runs-on: ubuntu-latest
    steps:
      - run: until [[ -e "$GITHUB_WORKSPACE/../go" ]]; do sleep 0.05; done
  patient:
    runs-on: ubuntu-latest
    steps:
      - if: always()
        run: |
          echo begun
          sleep 1
          echo done
      - run: echo more
`);
    await run.printed('patient', /begun/);
    run.cancel();
    await run.printed('patient', /done/);
    run.loseRunner('steadfast');
    const { jobs } = await run.finished;

    expect(jobs['steadfast']?.conclusion).toBe('failure');
    expect(jobs['patient']).toMatchObject({
      conclusion: 'cancelled',
      steps: [
        { id: '0', conclusion: 'success' },
        { id: '1', conclusion: 'skipped' },
      ],
    });
  });

  it('leaves no process of a step behind', async () => {
    const run = await startOwn(`
  spawn:
    runs-on: ubuntu-latest
    outputs: { pid: '\${{ steps.go.outputs.pid }}' }
    steps:
      - id: go
        run: |
          nohup sleep 600 >/dev/null 2>&1 &
          echo "pid=$!" >>"$GITHUB_OUTPUT"
          echo "alive: $(ps -o comm= "$!")"
`);
    const { jobs } = await run.finished;

    expect(jobs['spawn']?.log).toMatch(/alive: (nohup|sleep)/);
    const pid = Number(jobs['spawn']?.outputs['pid']);
    await waitUntil('the end of the process', () => hasEnded(pid));
  });

  it('gives a run started by hand its inputs and their defaults', async () => {
    await caller.close();
    caller = await makeRepository(undefined, {
      'own.yml': `name: Own
on: { workflow_dispatch: { inputs: { phase: { required: true }, mode: { default: job } } } }
jobs:
  job:
    if: inputs.phase == 'Canary'
    runs-on: ubuntu-latest
    steps: [{ run: 'echo \${{ inputs.phase }} as \${{ inputs.mode }}' }]
`,
    });
    const options: RunOptions = {
      ...(await describeRelease({})),
      workflow: 'own.yml',
      event: { name: 'workflow_dispatch' },
    };

    const { jobs } = await runWorkflow({ ...options, inputs: { phase: 'Canary' } });
    expect(jobs['job']?.log).toContain('Canary as job');

    await expect(runWorkflow({ ...options, inputs: {} })).rejects.toThrow(/"phase" is missing/);
  });

  it.each([
    ['an input that is not declared', `${CALL}      fazes: 2\n`, /no input "fazes"/],
    [
      'a missing input',
      CALL.replace('environment: production', 'phases: 2'),
      /"environment" is missing/,
    ],
    ['an input of another type', `${CALL}      phases: many\n`, /"phases" is no number/],
    ['a missing secret', CALL.replace(/ {4}secrets.*\n/, ''), /secret "key" is missing/],
    [
      'more permissions than the caller has',
      CALL.replace('contents: write', 'contents: read'),
      /phase-1 asks for contents: write/,
    ],
    ['an environment beside uses', `${CALL}    environment: production\n`, /cannot have/],
    [
      'a concurrency group within itself',
      `${CALL}    concurrency: promote\n`,
      /waits for its own concurrency group "promote"/,
    ],
    ['a ref of the suite that is not here', CALL.replace('@v1', '@v2'), /no such workflow/],
    ['an action that is not here', step('uses: who/knows@v1'), /add a stand-in/],
    ['a job that needs itself', step('run: true', 'needs: job'), /job needs job/],
    ['a secret in a condition', step('run: true', 'if: secrets.key'), /secrets/],
    ['text around a condition', step('run: true', 'if: "!${{ false }}"'), /always true/],
    ['a key it cannot honour', step('run: true', 'strategy: {}'), /strategy/],
  ])('refuses %s', async (_, jobs, message) => {
    const run = await startOwn(jobs);

    await expect(run.finished).rejects.toThrow(message);
  });
});
