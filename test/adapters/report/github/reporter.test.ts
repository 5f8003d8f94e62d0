import { afterEach, describe, expect, it } from 'vitest';
import {
  AT,
  criterion,
  CALM,
  eventsOf,
  MINUTE,
  saidEverywhere,
} from '../../../core/present/rollouts.ts';
import type { RepositorySeed } from '../../../fake-github/seed/seed.ts';
import { BAKING, type Desk, GATES_OPEN, openDesk, ROLLED_BACK, STOPPED } from './desk.ts';

const ONE_PULL = { pulls: [{ number: 7, head: 'feature' }] };
const TWO_PULLS = {
  commits: [{ branch: 'main', message: 'Meanwhile', files: { 'other.txt': 'x\n' } }],
  pulls: [
    { number: 7, head: 'feature' },
    { number: 8, head: 'feature', base: 'release' },
  ],
  refs: { 'refs/heads/release': 'main' },
};
const MARKER = '<!-- sluice ["production","checkout"] -->';

describe('the reports on GitHub', () => {
  let desk: Desk;
  afterEach(async () => {
    expect(desk.github.violations).toEqual([]);
    await desk.close();
  });

  async function open(seed: Partial<RepositorySeed> = ONE_PULL): Promise<Desk> {
    desk = await openDesk(seed);
    return desk;
  }

  /** What anybody sees: of each kind of report, how often it was made and edited. */
  function seen() {
    const { checkRuns, comments, deployments } = desk.repository;
    return {
      checks: checkRuns.map(({ status, conclusion }) => conclusion ?? status),
      comments: comments.map(({ issue, edits }) => `#${issue} edited ${edits}`),
      statuses: deployments.map(({ statuses }) => statuses.map(({ state }) => state)),
    };
  }

  it('are opened once with three requests, and edited with one', async () => {
    const { open: reporter, requestsOf } = await open();
    const teller = reporter();
    expect(await requestsOf(() => teller.tell(GATES_OPEN))).toBe(3);
    expect(await requestsOf(() => teller.tell(BAKING))).toBe(1);
    expect(await requestsOf(() => teller.tell(ROLLED_BACK))).toBe(1);
    expect(seen()).toEqual({
      checks: ['failure'],
      comments: ['#7 edited 2'],
      statuses: [['queued', 'in_progress', 'failure']],
    });
  });

  it('are edited by a later attempt in another process', async () => {
    const { open: reporter, requestsOf } = await open();
    await reporter().tell(ROLLED_BACK);
    expect(await requestsOf(() => reporter().tell(BAKING))).toBe(1);
    expect(seen()).toEqual({
      checks: ['in_progress'],
      comments: ['#7 edited 1'],
      statuses: [['failure', 'in_progress']],
    });
  });

  it('hand their places to the ledger when these are new, and only then', async () => {
    const { open: reporter } = await open();
    const teller = reporter();
    const first = await teller.tell(GATES_OPEN);
    expect(Object.keys(first.handles ?? {}).toSorted()).toEqual([
      'checkRun',
      'comments',
      'deployment',
      'repository',
      'told',
    ]);
    const { handles } = await teller.tell(BAKING);
    expect(handles).toEqual({
      ...first.handles,
      told: { what: 'Canary baking at 5%, attempt 1', editedAt: AT + 2 * MINUTE },
    });
    expect(await reporter().tell(BAKING, { moment: 'again' })).toEqual({ troubles: [] });
  });

  it('keep the rollout that was taken back apart from the one that begins behind it', async () => {
    const { open: reporter, repository, forget } = await open();
    const teller = reporter();
    await teller.tell(ROLLED_BACK);
    forget();
    const next = GATES_OPEN.map((event) =>
      event.type === 'rollout-started' ? { ...event, rollout: '4712' } : event,
    );
    const { handles = {} } = await teller.tell(next);
    expect(seen()).toMatchObject({
      checks: ['failure', 'in_progress'],
      statuses: [['failure'], ['queued']],
    });
    expect(repository.checkRuns.map(({ externalId }) => externalId)).toEqual(['4711', '4712']);
    expect(handles.deployment).toBeDefined();
  });

  it('do without a comment where the commit has no pull request', async () => {
    const { open: reporter, requestsOf } = await open({});
    await reporter().tell(GATES_OPEN);
    expect(await requestsOf(() => reporter().tell(BAKING))).toBe(1);
    expect(seen()).toMatchObject({ checks: ['in_progress'], comments: [] });
  });

  it('comment on every pull request of the commit', async () => {
    const { open: reporter, requestsOf } = await open(TWO_PULLS);
    await reporter().tell(GATES_OPEN);
    expect(await requestsOf(() => reporter().tell(BAKING))).toBe(1);
    expect(seen().comments.toSorted()).toEqual(['#7 edited 1', '#8 edited 1']);
  });

  it('take over the comment of an earlier rollout, but nobody else’s', async () => {
    await open();
    const add = (author: string, body: string): void => {
      desk.repository.comments.push({
        id: 900 + desk.repository.comments.length,
        issue: 7,
        author,
        body,
        createdAt: '2026-11-22T03:00:00Z',
        updatedAt: '2026-11-22T03:00:00Z',
        edits: 0,
        reactions: [],
      });
    };
    add('octocat', `${MARKER}\n\nmine`);
    add('github-actions[bot]', `${MARKER}\n\nof an earlier release`);
    await desk.open().tell(BAKING);
    expect(seen().comments).toEqual(['#7 edited 0', '#7 edited 1']);
    expect(desk.repository.comments[0]?.body).toContain('mine');
  });

  it('are found again when the process that opened them never wrote them down', async () => {
    const lost = await open();
    await lost.open().tell(BAKING);
    lost.forget();
    expect((await lost.open().tell(ROLLED_BACK)).troubles).toEqual([]);
    expect(seen()).toMatchObject({ checks: ['failure'], comments: ['#7 edited 1'] });
    expect(lost.repository.deployments).toHaveLength(1);
  });

  it('make one deployment although the answer to its making was lost', async () => {
    const { open: reporter, github, repository } = await open();
    const match = { method: 'POST', path: '/deployments$' };
    github.fail({ match, answer: 'reset', carriedOut: true });
    const teller = reporter();
    expect((await teller.tell(GATES_OPEN)).troubles).toHaveLength(1);
    expect((await teller.tell(BAKING)).troubles).toEqual([]);
    await reporter().tell(ROLLED_BACK);
    expect(repository.deployments).toHaveLength(1);
    expect(seen().statuses).toEqual([['in_progress', 'failure']]);
  });

  it('make anew, at once, a comment that somebody deleted', async () => {
    const { open: reporter, requestsOf, repository } = await open(TWO_PULLS);
    const teller = reporter();
    await teller.tell(GATES_OPEN);
    const [gone] = repository.comments.splice(0, 1);
    const telling = await teller.tell(BAKING);
    expect(telling.troubles).toEqual([]);
    expect(telling.handles?.comments).toHaveLength(2);
    expect(seen().comments.toSorted()).toEqual(
      gone?.issue === 7 ? ['#7 edited 0', '#8 edited 1'] : ['#7 edited 1', '#8 edited 0'],
    );
    expect(await requestsOf(() => teller.tell(ROLLED_BACK))).toBe(1);
    expect(await requestsOf(() => reporter().tell(ROLLED_BACK))).toBe(1);
    expect(repository.comments).toHaveLength(2);
  });

  it('take a second deletion for an answer, and warn', async () => {
    const { open: reporter, repository } = await open();
    const teller = reporter();
    await teller.tell(GATES_OPEN);
    repository.comments.splice(0);
    await teller.tell(BAKING);
    repository.comments.splice(0);
    expect((await teller.tell(ROLLED_BACK)).troubles).toEqual([
      'GitHub refused updateIssueComment: has the job the permission "pull-requests: write"?',
    ]);
    expect(repository.comments).toEqual([]);
    expect(seen().checks).toEqual(['failure']);
  });

  it('are made anew by another app, which may not edit the first one’s', async () => {
    const { open: reporter } = await open();
    await reporter().tell(GATES_OPEN);
    const telling = await reporter('other').tell(BAKING);
    expect(telling.troubles).toEqual([]);
    expect(seen()).toMatchObject({
      checks: ['in_progress', 'in_progress'],
      comments: ['#7 edited 0', '#7 edited 0'],
    });
    expect((await reporter('other').tell(ROLLED_BACK)).troubles).toEqual([]);
    expect(seen().checks).toEqual(['in_progress', 'failure']);
  });

  it('offer what people can type where the repository listens', async () => {
    const listens = {
      commits: [{ files: { '.github/workflows/control.yml': 'on: issue_comment\n' } }],
    };
    await open({ ...ONE_PULL, ...listens });
    const { handles } = await desk.open().tell(BAKING);
    expect(handles).toMatchObject({ control: 'control.yml' });
    expect(desk.repository.comments[0]?.body).toContain('`/rollout abort`');
    expect(desk.repository.checkRuns[0]?.summary).toContain(
      '(https://github.com/acme/shop/actions/workflows/control.yml)',
    );
  });

  it('offer no command where nobody listens', async () => {
    await open();
    await desk.open().tell(BAKING);
    expect(desk.repository.comments[0]?.body).not.toContain('/rollout');
    expect(desk.repository.comments[0]?.body).toContain('Abort, by cancelling the run');
  });

  it('link the deployment to the log, and to where people visit it', async () => {
    await open();
    const events = BAKING.map((event) =>
      event.type === 'rollout-started'
        ? { ...event, plan: { ...event.plan, environmentUrl: 'https://shop.example/' } }
        : event,
    );
    await desk.open().tell(events);
    expect(desk.repository.deployments[0]?.statuses).toMatchObject([
      {
        state: 'in_progress',
        environmentUrl: 'https://shop.example/',
        logUrl: 'https://github.com/acme/shop/actions/runs/4711',
      },
    ]);
  });

  it('put earlier deployments away only when this one carries the traffic', async () => {
    const { open: reporter, github } = await open();
    await reporter().tell(ROLLED_BACK);
    await reporter().tell([...BAKING, { type: 'promoted', at: AT }]);
    const inputs = github.requests.flatMap(({ body }) => {
      const { variables } = (body ?? {}) as {
        readonly variables?: { readonly deployment?: { autoInactive: boolean; state: string } };
      };
      return variables?.deployment ?? [];
    });
    expect(inputs.map(({ state, autoInactive }) => [state, autoInactive])).toEqual([
      ['FAILURE', false],
      ['SUCCESS', true],
    ]);
  });

  it('call a release that was stopped at its gates no deployment, until one begins', async () => {
    const { open: reporter } = await open();
    await reporter().tell(STOPPED);
    expect(seen()).toEqual({ checks: ['failure'], comments: ['#7 edited 0'], statuses: [] });
    await reporter().tell(BAKING);
    expect(seen()).toEqual({
      checks: ['in_progress'],
      comments: ['#7 edited 1'],
      statuses: [['in_progress']],
    });
  });

  it('stand at the released commit, also when told from a run of another one', async () => {
    await open({
      commits: [{ branch: 'feature', message: 'Later', files: { 'later.txt': 'x\n' } }],
    });
    const released = desk.repository.refs['refs/heads/main'] ?? '';
    const [started, ...rest] = BAKING;
    if (started?.type !== 'rollout-started') throw new Error('the events begin otherwise');
    await desk.open().tell([{ ...started, sha: released }, ...rest]);
    expect(desk.repository.checkRuns[0]?.headSha).toBe(released);
    expect(desk.repository.deployments[0]?.sha).toBe(released);
  });

  it('keep to GitHub’s limits, whatever is to be told', async () => {
    await open();
    const words = saidEverywhere('<b>|`@octocat` 😀'.repeat(200));
    const criteria = Array.from({ length: 100 }, () => criterion(words));
    const { troubles } = await desk.open().tell(eventsOf(words, 100), { criteria });
    expect(troubles).toEqual([]);
    expect(desk.repository.comments[0]?.body.length).toBeGreaterThan(1_000);
  });

  it('leave out what the next step tells as well', async () => {
    const { open: reporter, requestsOf } = await open();
    const teller = reporter();
    expect(await requestsOf(() => teller.tell(BAKING, { moment: 'aside' }))).toBe(0);
  });

  it('are left alone by a run that waits for the rollout', async () => {
    const { open: reporter, requestsOf } = await open();
    expect(await requestsOf(() => reporter().tell(BAKING, { moment: 'wait' }))).toBe(0);
  });

  describe('between two steps', () => {
    const at = (minutes: number, verdict: 'pass' | 'inconclusive' = 'pass') =>
      ({
        moment: 'look',
        now: AT + minutes * MINUTE,
        criteria: [criterion(CALM, { verdict })],
      }) as const;

    it('tell few looks: four in a bake, and those with a new verdict, at most every 5 minutes', async () => {
      const { open: reporter, requestsOf } = await open();
      const teller = reporter();
      await teller.tell(BAKING, { now: AT });
      const told: number[] = [];
      for (let minute = 1; minute <= 60; minute += 1) {
        const look = at(minute, minute >= 22 && minute < 28 ? 'inconclusive' : 'pass');
        if ((await requestsOf(() => teller.tell(BAKING, look))) > 0) told.push(minute);
      }
      // The first with verdicts; one that turned at 22 and back at 28, told when 5 minutes are over.
      expect(told).toEqual([5, 20, 25, 30, 45, 60]);
      expect(desk.repository.deployments[0]?.statuses).toHaveLength(1);
    });

    it('may be the first that a process tells', async () => {
      const { open: reporter, requestsOf } = await open();
      await reporter().tell(BAKING);
      expect(await requestsOf(() => reporter().tell(BAKING, at(1)))).toBe(1);
    });
  });
});
