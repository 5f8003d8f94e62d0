import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ControlStage, RELEASE, setControlStage } from './control-stage.ts';
import { act, planIn } from './inside.ts';
import { BAD, GOOD, phase } from './plans.ts';

let stage: ControlStage;

beforeEach(async () => {
  stage = await setControlStage();
  const held = await stage.hold();
  expect(held.outputs, held.log).toMatchObject({ status: 'holding', weight: '5' });
});

afterEach(async () => {
  expect(stage.github.violations).toEqual([]);
  await stage.close();
});

/** What the run that releases does, as GitHub knows it. */
function leaveRun(status: string, conclusion: string | null = null): void {
  const jobs = [
    { name: 'rollout / Phase 1', status: 'completed', conclusion: conclusion as 'success' },
  ] as const;
  stage.github.plant({
    repositories: [
      {
        owner: 'acme',
        name: 'shop',
        runs: [{ id: RELEASE, at: 'feature', status, conclusion, jobs }],
      },
    ],
  });
}

/** Requests that ran something again. */
function reruns(): readonly string[] {
  return stage.github.requests
    .filter(({ method, path }) => method === 'POST' && path.includes('/actions/'))
    .map(({ path, status }) => `${path.split('/').slice(-2).join('/')} ${status}`);
}

describe('every command, from a comment and by hand', () => {
  const ways = ['comment', 'hand'] as const;

  async function give(way: (typeof ways)[number], command: string, target = '') {
    if (way === 'hand') return stage.byHand({ command, target, reason: 'because' });
    return stage.comment(`/rollout ${command} ${target} --reason "because"`);
  }

  it.each(ways)('pause and resume: %s', async (way) => {
    const paused = await give(way, 'pause');
    expect(paused.outputs, paused.log).toMatchObject({
      outcome: 'done',
      rollout: 'production/shop',
      'rollout-status': 'paused',
    });
    const resumed = await give(way, 'resume', 'production/shop');
    expect(resumed.outputs, resumed.log).toMatchObject({
      outcome: 'done',
      'rollout-status': 'running',
    });
    expect(stage.weight()).toBe(5);
    expect(stage.orders()).toHaveLength(2);
    expect(stage.orders()[0]).toContain('"reason":"because"');
  });

  it.each(ways)('abort: %s', async (way) => {
    const aborted = await give(way, 'abort');
    expect(aborted.outputs, aborted.log).toMatchObject({
      outcome: 'done',
      'rollout-status': 'rolled-back',
    });
    expect(aborted.failure).toBeUndefined();
    expect(stage.weight()).toBe(0);
  });

  it.each(ways)('promote: %s', async (way) => {
    const promoted = await give(way, 'promote');
    expect(promoted.outputs, promoted.log).toMatchObject({ outcome: 'done' });
    expect(stage.orders()).toHaveLength(1);
  });

  it.each(ways)('promote-full: %s', async (way) => {
    const promoted = await give(way, 'promote-full');
    expect(promoted.outputs, promoted.log).toMatchObject({ outcome: 'done' });
    expect(stage.orders()).toHaveLength(1);
  });

  it.each(ways)('retry, once it rests: %s', async (way) => {
    await stage.byHand({ command: 'abort' });
    leaveRun('completed', 'failure');
    const retried = await give(way, 'retry');
    expect(retried.outputs, retried.log).toMatchObject({ outcome: 'done' });
    expect(reruns()).toEqual([`${RELEASE}/rerun-failed-jobs 201`]);
  });
});

describe('a gate that is shut', () => {
  const gate = 'gates:\n  - command: { name: smoke, run: "false" }\n';

  it.each([
    ['comment', () => stage.comment('/rollout skip-gate smoke --reason "known"')],
    ['hand', () => stage.byHand({ command: 'skip-gate', gate: 'smoke', reason: 'known' })],
  ])('is skipped, with a reason: %s', async (_way, give) => {
    await stage.byHand({ command: 'abort' });
    stage.writePlan(planIn(stage, phase('Canary', 5, '1h') + phase('All', 100, '1h'), gate));
    const shut = await act(stage, 'gates', {}, { runId: 1002 });
    expect(shut.outputs, shut.log).toMatchObject({ status: 'stopped', open: 'false' });
    const runs = [{ id: 1002, at: 'feature', status: 'completed', conclusion: 'failure' }];
    const jobs = [{ name: 'Gates', status: 'completed', conclusion: 'failure' }] as const;
    stage.github.plant({
      repositories: [{ owner: 'acme', name: 'shop', runs: runs.map((run) => ({ ...run, jobs })) }],
    });
    const wrong = await stage.comment('/rollout skip-gate smok --reason "known"');
    expect(wrong.outputs).toMatchObject({ outcome: 'refused' });
    expect(wrong.outputs.sentence).toContain('did you mean smoke?');

    const skipped = await give();
    expect(skipped.outputs, skipped.log).toMatchObject({ outcome: 'done' });
    expect(reruns()).toEqual(['1002/rerun-failed-jobs 201']);
    const again = await act(stage, 'gates', {}, { runId: 1002, attempt: 2 });
    expect(again.outputs, again.log).toMatchObject({ status: 'reached', open: 'true' });
  });
});

describe('a comment', () => {
  it('is answered by a reaction and a reply', async () => {
    const answer = await stage.comment('/rollout pause --reason "@acme/all `x` <b>"');
    expect(answer.reactions).toEqual(['eyes', '+1']);
    expect(answer.replies).toHaveLength(1);
    expect(answer.replies[0]).toMatch(/Done/);
    expect(answer.replies[0]).not.toMatch(/<b>(?!`)/);
    expect(answer.summary).toContain('Done');
    expect(stage.orders()[0]).toContain('#issuecomment-');
    expect(stage.orders()[0]).toContain('"by":"ada"');
  });

  it('orders once, however often its job is run', async () => {
    const first = await stage.comment('/rollout pause');
    const second = await stage.again(first.id);
    expect(second.outputs).toMatchObject({ outcome: 'done', 'rollout-status': 'paused' });
    expect(second.outputs.sentence).toContain('already');
    expect(second.replies).toHaveLength(1);
    expect(stage.orders()).toHaveLength(1);
  });

  it('is obeyed although it cannot be answered', async () => {
    stage.github.fail({ match: { method: 'POST', path: '/comments' }, answer: 403, times: 9 });
    const answer = await stage.comment('/rollout abort');
    expect(answer.outputs).toMatchObject({ outcome: 'done' });
    expect(answer.warnings?.join()).toContain('the answer could not be given');
    expect(stage.weight()).toBe(0);
  });

  it('keeps shell and log commands in its reason what they are: words', async () => {
    const reason = '$(touch owned) `id` ::add-mask::x %0A ${{ secrets.X }}';
    const answer = await stage.comment(`/rollout pause --reason "${reason}"`);
    expect(answer.outputs).toMatchObject({ outcome: 'done' });
    expect(answer.masked).not.toContain('x');
    expect(stage.orders()[0]).toContain('${{ secrets.X }}');
  });
});

describe('a command that was refused', () => {
  it('is not repeated by whoever runs its job again, but by its author', async () => {
    const refused = await stage.comment('/rollout resume');
    expect(refused.outputs, refused.log).toMatchObject({ outcome: 'refused' });
    await stage.comment('/rollout pause', { author: 'octocat' });

    const another = await stage.again(refused.id, { attempt: 2, actor: 'octocat' });
    expect(another.outputs).toMatchObject({ outcome: 'refused', 'rollout-status': 'paused' });
    expect(another.outputs.sentence).toContain('only ada can repeat what ada said');

    const own = await stage.again(refused.id, { attempt: 3, actor: 'ada' });
    expect(own.outputs, own.log).toMatchObject({ outcome: 'done' });
  });
});

describe('an approval by hand', () => {
  const LEDGER = 'refs/rollouts/production/shop';

  it('is none of a phase that began to wait after it was asked who may', async () => {
    await stage.close();
    stage = await setControlStage();
    const approval = ', approval: { by: comment, from: [octocat] }';
    const phases = phase('Canary', 5, '1s') + phase('Everybody', 100, '1s', approval);
    stage.writePlan(planIn(stage, phases));
    await act(stage, 'gates');
    const passed = await act(stage, 'canary-step', { phase: '1' });
    expect(passed.outputs, passed.log).toMatchObject({ status: 'reached' });
    const { refs } = stage.repository;
    const before = refs[LEDGER] ?? '';
    const asking = await act(stage, 'canary-step', { phase: '2' });
    expect(asking.outputs, asking.log).toMatchObject({ status: 'waiting' });
    const asked = refs[LEDGER] ?? '';

    refs[LEDGER] = before;
    stage.github.interrupt({ body: 'object\\(expression' }, () => {});
    stage.github.interrupt({ body: 'object\\(expression' }, () => void (refs[LEDGER] = asked));
    const answer = await stage.byHand({ command: 'approve' }, { actor: 'ada' });
    expect(answer.outputs, answer.log).toMatchObject({ outcome: 'refused' });
    expect(answer.outputs.sentence).toContain('began to wait only now');
  });
});

describe('a workflow started by hand', () => {
  it('orders once, however often it is run', async () => {
    const caller = { runId: 3003 };
    await stage.byHand({ command: 'pause' }, caller);
    const again = await stage.byHand({ command: 'pause' }, { ...caller, attempt: 2 });
    expect(again.outputs).toMatchObject({ outcome: 'done', 'rollout-status': 'paused' });
    expect(again.outputs.sentence).toContain('already');
    expect(stage.orders()).toHaveLength(1);
  });
});

describe('when the run that released is dead', () => {
  it('abort takes the traffic back by itself', async () => {
    leaveRun('completed', 'cancelled');
    const aborted = await stage.comment('/rollout abort');
    expect(aborted.outputs, aborted.log).toMatchObject({
      outcome: 'done',
      'rollout-status': 'rolled-back',
    });
    expect(stage.weight()).toBe(0);
  });

  it('resume runs its failed jobs again', async () => {
    leaveRun('completed', 'failure');
    await stage.comment('/rollout pause');
    const resumed = await stage.comment('/rollout resume');
    expect(resumed.outputs, resumed.log).toMatchObject({ outcome: 'done' });
  });

  it('and cannot be run again, people are told what to do', async () => {
    await stage.byHand({ command: 'abort' });
    leaveRun('completed', 'failure');
    stage.github.fail({ match: { path: '/rerun-failed-jobs$' }, answer: 403, times: 9 });
    const retried = await stage.comment('/rollout retry');
    expect(retried.outputs, retried.log).toMatchObject({ outcome: 'failed' });
    expect(retried.reactions).toEqual(['eyes', 'confused']);
    expect(retried.replies[0]).toContain('by hand');
    expect(retried.failure).toBeDefined();
  });

  it('promote lets a phase pass that only held, and its run goes on', async () => {
    leaveRun('completed', 'success');
    const promoted = await stage.comment('/rollout promote');
    expect(promoted.outputs, promoted.log).toMatchObject({ outcome: 'done' });
    expect(promoted.replies[0]).toContain('Phase 1');
    expect(reruns().at(-1)).toMatch(/rerun 201$/);
  });
});

describe('an order that cannot be', () => {
  it('is refused with the reason, and the rollout stands as it stood', async () => {
    const resumed = await stage.comment('/rollout resume');
    expect(resumed.outputs, resumed.log).toMatchObject({
      outcome: 'refused',
      'rollout-status': 'running',
    });
    expect(resumed.reactions).toEqual(['eyes', '-1']);
  });

  it('is refused after the end', async () => {
    stage.measure(BAD, GOOD);
    await stage.byHand({ command: 'abort' });
    for (const command of ['pause', 'promote', 'promote-full', 'resume']) {
      const answer = await stage.comment(`/rollout ${command}`);
      expect(answer.outputs, command).toMatchObject({ outcome: 'refused' });
    }
    expect(stage.weight()).toBe(0);
  });
});
