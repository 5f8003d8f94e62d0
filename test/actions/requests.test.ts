import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, it } from 'vitest';
import type { ActionName } from '../../src/actions/declarations/suite.ts';
import { readCommit } from '../fake-github/state/git-objects.ts';
import type { Repository } from '../fake-github/state/world.ts';
import { hasten } from '../haste/haste.ts';
import { BAD, filePlan, GOOD, phase } from './plans.ts';
import { setStage, SPEED, type Stage } from './stage.ts';

const APPROVERS = 'production-approval';
const PHASES = [
  ['Canary', 1],
  ['Friends', 5],
  ['Early access', 25],
  ['Half', 50],
  ['Everybody', 100],
] as const;

const GATES = `gates:
  - checks: { required: [build] }
  - issues: { label: release-blocker }
`;

const KINDS = 'started, waiting-for-approval, phase-passed, paused, rolled-back, promoted';

function fivePhases(approval: string, bake: string, listener: string): string {
  const phases = PHASES.map(([name, weight]) => phase(name, weight, bake, approval));
  const notifications = `notifications:
  - webhook: { url: '${listener}', secret: $HOOK, on: [${KINDS}] }
`;
  const more = approval === '' ? GATES : GATES + notifications;
  return filePlan(phases.join(''), more).replace('interval: 1s', `interval: ${bake}`);
}

/** Somebody who wants to hear everything. */
async function listen(): Promise<{ readonly server: Server; readonly heard: string[] }> {
  const heard: string[] = [];
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      heard.push((JSON.parse(body) as { event: string }).event);
      return response.writeHead(204).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { server, heard };
}

describe('a release of five phases, as the reusable workflow chains it', () => {
  let stage: Stage;
  let counts: [string, number][] = [];
  let isHasty = false;
  let since = 0;
  let listener: Awaited<ReturnType<typeof listen>>;
  afterEach(async () => {
    expect(stage.github.violations).toEqual([]);
    await stage.close();
    listener.server.close();
  });

  async function set(approval: string, bake = '1s'): Promise<void> {
    counts = [];
    isHasty = approval !== '';
    since = Date.now();
    listener = await listen();
    const { port } = listener.server.address() as AddressInfo;
    stage = await setStage({
      checkRuns: [{ at: 'feature', name: 'build' }],
      environments: [{ name: APPROVERS, reviewers: [{ user: 'ada' }] }],
      runs: [{ id: 1001, at: 'feature', approvals: [{ environment: APPROVERS, user: 'ada' }] }],
    });
    stage.writePlan(fivePhases(approval, bake, `http://127.0.0.1:${port}`));
    stage.measure(GOOD);
  }

  /** That nothing has changed (304) counts against no limit. */
  function countPaid(): number {
    return stage.github.requests.filter(({ status }) => status !== 304).length;
  }

  async function step(action: ActionName, inputs: Readonly<Record<string, string>> = {}) {
    const before = countPaid();
    const environment = hasten(SPEED, since);
    const secret =
      action === 'plan' || action === 'report' ? {} : { variables: 'HOOK=hook-secret' };
    const given = { ...inputs, ...secret };
    const result = await stage.step(action, given, isHasty ? { environment } : {});
    const label = inputs['phase'] === undefined ? action : `${action} ${inputs['phase']}`;
    counts.push([label, countPaid() - before]);
    return result;
  }

  it.each([
    // GITHUB_TOKEN has 1,000 requests an hour for everything.
    ['without approvals', '', '', '1s', 60],
    // Asking GitHub who approved, telling the approver how things stand, and looks in between, cost.
    ['with everything on', `, approval: ${APPROVERS}`, 'success', '31s', 90],
  ])(
    'costs few requests: %s',
    async (name, approval, approved, bake, most) => {
      await set(approval, bake);
      await step('plan');
      await step('gates');
      for (const index of PHASES.keys()) {
        await step('canary-step', { phase: String(index + 1), approved });
      }
      const promote = await step('promote');
      expect(promote, promote.log).toMatchObject({ exitCode: 0 });
      await step('report');
      const total = counts.reduce((sum, [, count]) => sum + count, 0);
      console.log(tabulate(name, counts, total));
      expect(total).toBeLessThanOrEqual(most);

      expect(listener.heard).toEqual(
        approved
          ? [
              'started',
              ...PHASES.flatMap(() => ['waiting-for-approval', 'phase-passed']),
              'promoted',
            ]
          : [],
      );
      const { repository } = stage;
      const ours = repository.checkRuns.filter(({ name: check }) => check.startsWith('rollout'));
      expect(ours).toMatchObject([{ status: 'completed', conclusion: 'success' }]);
      expect(ours[0]?.title).toBe('Promoted');
      expect(repository.comments).toHaveLength(1);
      // What passes within a second is not worth an edit; what people must approve is.
      expect(repository.comments[0]?.edits).toBeGreaterThanOrEqual(approved ? PHASES.length : 1);
      expect(repository.comments[0]?.body).toContain('🟢 `v2-');
      expect(storyOf(repository)).toEqual([
        ...(approved ? [] : ['queued: Gates open, nothing moved yet']),
        ...PHASES.flatMap(([phaseName, weight], index) => [
          ...(approved
            ? [`${index === 0 ? 'queued' : 'in_progress'}: ${phaseName} waits for approval`]
            : []),
          `in_progress: ${phaseName} baking at ${weight}%`,
        ]),
        'success: Promoted',
      ]);
      expect(subjectsOf(repository)).toEqual([
        'gates are open',
        ...(approved ? ['told started.1 at webhook, waiting-for-approval.1.1 at webhook'] : []),
        ...PHASES.flatMap(([phaseName, weight]) => [
          `phase ${phaseName} started at ${weight}%`,
          `phase ${phaseName} passed`,
        ]),
        expect.stringMatching(/^promoted v2-/),
      ]);
    },
    120_000,
  );

  it('tells of a rollback in the same places', async () => {
    await set('');
    await step('gates');
    await step('canary-step', { phase: '1' });
    stage.measure(BAD, GOOD);
    const failed = await step('canary-step', { phase: '2' });
    expect(failed, failed.log).toMatchObject({ exitCode: 1, outputs: { status: 'rolled-back' } });
    await step('rollback', { cause: 'run-failed' });
    const { repository } = stage;
    expect(storyOf(repository)).toEqual([
      'queued: Gates open, nothing moved yet',
      'in_progress: Canary baking at 1%',
      'in_progress: Friends baking at 5%',
      // Once: the rollback job reads in the ledger that it was heard.
      'failure: Rolled back: error-rate',
    ]);
    const because =
      'error-rate is 8% in the canary (stable 0.1%: 80x), wanted < 1%, on 1,000 samples';
    expect(subjectsOf(repository)).toEqual([
      'gates are open',
      'phase Canary started at 1%',
      'phase Canary passed',
      'phase Friends started at 5%',
      `rolling back: ${because}`.slice(0, 100),
      `rolled back: ${because}`.slice(0, 100),
    ]);
    expect(repository.comments).toHaveLength(1);
    expect(repository.checkRuns.at(-1)).toMatchObject({ conclusion: 'failure' });
  });
});

/** The deployment's statuses, in order. */
function storyOf({ deployments }: Repository): readonly string[] {
  expect(deployments).toHaveLength(1);
  const statuses = deployments[0]?.statuses ?? [];
  return statuses.map(({ state, description }) => `${state}: ${description}`);
}

/** The subjects of the ledger's commits, oldest first. */
function subjectsOf(repository: Repository): readonly string[] {
  const subjects: string[] = [];
  let id = repository.refs['refs/rollouts/production/shop'];
  while (id !== undefined) {
    const commit = readCommit(repository, id);
    subjects.unshift(commit?.message.split('\n')[0] ?? '');
    id = commit?.parents[0];
  }
  return subjects;
}

function tabulate(
  name: string,
  rows: readonly (readonly [string, number])[],
  total: number,
): string {
  const lines = [...rows, ['in all', total] as const].map(
    ([label, count]) => `  ${label.padEnd(16)} ${String(count).padStart(3)}`,
  );
  return [`GitHub requests ${name}`, ...lines].join('\n');
}
