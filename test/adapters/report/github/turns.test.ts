import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { GitHubClient } from '../../../../src/adapters/github/client.ts';
import { createMemoryLedger } from '../../../../src/adapters/ledger/memory/ledger.ts';
import { createGitHubReporter } from '../../../../src/adapters/report/github/reporter.ts';
import type { ArmReading } from '../../../../src/core/measurement.ts';
import { headline } from '../../../../src/core/present/headline.ts';
import { fold } from '../../../../src/core/rollout/fold.ts';
import type { Goal } from '../../../../src/core/rollout/goal.ts';
import type { State } from '../../../../src/core/rollout/state.ts';
import { drive } from '../../../../src/drivers/drive.ts';
import type { World } from '../../../../src/drivers/world.ts';
import type { Reporter } from '../../../../src/ports/reporter.ts';
import { createRehearsal } from '../../../../src/wiring/rehearsal.ts';
import { document } from '../../../core/plans.ts';

const SECOND = 1_000;
const START = Date.UTC(2026, 10, 22, 3);

/** A comment as it stood after each edit, and when that was. */
interface Edit {
  readonly at: number;
  readonly body: string;
}

/** A GitHub that has one pull request, on which it remembers one comment. */
function createWall(now: () => number) {
  const edits: Edit[] = [];
  let creations = 0;
  const answer = async (query: string, variables: Readonly<Record<string, unknown>>) => {
    if (query.startsWith('query')) {
      const comments = { nodes: [] };
      const associatedPullRequests = { nodes: [{ id: 'PR', comments }] };
      return { repository: { id: 'R', object: { associatedPullRequests } } };
    }
    const comment = variables['comment0'] as { readonly id?: string; readonly body: string };
    if (comment !== undefined) {
      if (comment.id === undefined) creations += 1;
      else edits.push({ at: now(), body: comment.body });
    }
    return {
      check: { checkRun: { id: 'CR' } },
      comment0: { commentEdge: { node: { id: 'IC' } } },
      deployment: {},
    };
  };
  const client: Pick<GitHubClient, 'graphql' | 'rest'> = {
    graphql: async (query, variables) => ({
      outcome: 'answered',
      data: await answer(query, variables),
    }),
    rest: async () => ({ outcome: 'answered', data: { node_id: 'DE' } }),
  };
  return {
    edits,
    client: client as GitHubClient,
    get creations() {
      return creations;
    },
  };
}

/** What becomes of one release: how long its phases bake, how long jobs take to begin, and where it breaks, if at all. */
interface Fate {
  readonly bakes: readonly number[];
  readonly gaps: readonly number[];
  readonly breaksAt: number | undefined;
  readonly isApproved: boolean;
}

const fates: fc.Arbitrary<Fate> = fc.record({
  bakes: fc.array(fc.constantFrom(5, 10, 31, 65, 360), { minLength: 1, maxLength: 4 }),
  gaps: fc.array(fc.integer({ min: 0, max: 45 }), { minLength: 12, maxLength: 12 }),
  breaksAt: fc.option(fc.integer({ min: 0, max: 60 }), { nil: undefined }),
  isApproved: fc.boolean(),
});

function planOf({ bakes, isApproved }: Fate): string {
  const approval = isApproved ? ', approval: approvers' : '';
  const phases = bakes.map(
    (bake, index) =>
      `  - { name: P${index}, weight: ${index === bakes.length - 1 ? 100 : 5 + index}%, bake: ${bake}s, criteria: [error-rate < 1%]${approval} }`,
  );
  return `version: 1
name: shop
environment: production
target: { command: { set: 'true', get: 'true' } }
analysis: { interval: 5s }
metrics:
  error-rate: { command: { run: 'true', kind: proportion, counts: failures } }
phases:
${phases.join('\n')}
`;
}

function share(events: number): ArmReading {
  return { outcome: 'sample', sample: { kind: 'proportion', events, total: 1_000 } };
}

/** Lives through a release as jobs do, each with a reporter of its own; once more from where it broke. */
async function live(fate: Fate) {
  const plan = document(planOf(fate));
  const ledger = createMemoryLedger();
  let reporter: Reporter | undefined;
  let looks = 0;
  const world: World = createRehearsal({
    startsAt: START,
    ledger,
    reporter: { tell: async (story) => (await reporter?.tell(story)) ?? { troubles: [] } },
    metrics: () => ({
      measure: async ({ metric, interval }) => {
        looks += 1;
        const canary = share(looks === fate.breaksAt ? 500 : 1);
        return { measurement: { metric: metric.name, ...interval, canary, baseline: share(1) } };
      },
    }),
  });
  const { clock } = world;
  const wall = createWall(() => clock.now());
  const gaps = [...fate.gaps];

  async function runJob(goal: Goal, attempt: number) {
    await clock.until(clock.now() + (gaps.shift() ?? 0) * SECOND);
    const { client } = wall;
    const repository = { owner: 'acme', repo: 'shop' };
    reporter = createGitHubReporter({
      client,
      patientClient: client,
      repository,
      sha: 'a'.repeat(40),
      clock,
    });
    return drive(world, {
      goal,
      mode: 'job',
      document: plan,
      run: { id: '4711', attempt, actor: 'octocat' },
      release: { version: 'v2' },
    });
  }

  const goals: readonly Goal[] = [
    { kind: 'gates' },
    ...fate.bakes.map((_, phase) => ({ kind: 'phase', phase }) as const),
    { kind: 'promotion', phasesMustHavePassed: true },
  ];
  let attempt = 1;
  for (let index = 0; index < goals.length; index += 1) {
    const { status } = await runJob(goals[index] ?? { kind: 'gates' }, attempt);
    if (status === 'reached') continue;
    await runJob({ kind: 'rollback', cause: 'run-failed' }, attempt);
    if (attempt === 2) break;
    attempt = 2;
    index -= 1;
  }
  const read = await ledger.read();
  const state = read.outcome === 'failed' ? undefined : fold(read.view.events);
  return { wall, state: state as State };
}

describe('a comment', () => {
  it('is never edited twice within 30 seconds, by whatever jobs, and tells how it ended', async () => {
    await fc.assert(
      fc.asyncProperty(fates, async (fate) => {
        const { wall, state } = await live(fate);
        expect(wall.creations).toBe(1);
        const times = wall.edits.map(({ at }) => at);
        const pauses = times.slice(1).map((at, index) => at - (times[index] ?? 0));
        expect(Math.min(30 * SECOND, ...pauses)).toBe(30 * SECOND);
        expect(wall.edits.at(-1)?.body.split('\n')[2]).toContain(headline(state));
      }),
      { numRuns: 25 },
    );
  }, 60_000);

  it('does not hold up a release whose phases pass one after another', async () => {
    const fate: Fate = { bakes: [5, 5, 5], gaps: [0], breaksAt: undefined, isApproved: false };
    const { wall, state } = await live(fate);
    expect(state.updatedAt - START).toBeLessThan(20 * SECOND);
    expect(wall.edits).toHaveLength(1);
  });
});
