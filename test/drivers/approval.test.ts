import { describe, expect, it } from 'vitest';
import { countApprovals } from '../../src/adapters/approvals/count.ts';
import { describeResult } from '../../src/wiring/result.ts';
import { isGood } from '../../src/drivers/outcome.ts';
import type { ApprovalRequest } from '../../src/ports/approvals.ts';
import { document, THREE_PHASES } from '../core/plans.ts';
import { MINUTE, phase, setStage, type Stage, WHOLE } from './stage.ts';

/** The second phase waits for people, who answer by what is in the ledger. */
function setAsking(approval: string): Stage {
  const words = `approval: ${approval}`;
  const stage = setStage(THREE_PHASES.replace('approval: approvers', words));
  stage.approval = ({ approval: wanted, phase: name, approvedBy }: ApprovalRequest) =>
    wanted.by === 'comment'
      ? countApprovals(wanted, name, approvedBy)
      : { outcome: 'waiting', detail: `${name} waits` };
  return stage;
}

const WAITING = { status: 'waiting', reason: { code: 'awaiting-approval' } };

describe('a phase that people approve by command', () => {
  it('is left well, and begins when enough of them have approved it', async () => {
    const stage = setAsking('{ by: comment }');
    const left = await stage.drive(WHOLE);
    expect(left).toMatchObject({ ...WAITING, state: { weight: { intended: 5 } } });
    expect(describeResult(left)).toMatchObject({
      awaiting: { phase: 'Early access', since: '2026-01-05T09:03:00.000Z', approvedBy: [] },
    });
    expect(isGood(left)).toBe(true);
    expect(stage.deeds.at(-1)).toBe('waiting Early access');
    expect(await stage.order({ kind: 'approve' })).toMatchObject({
      outcome: 'done',
      next: 'rerun',
    });
    expect(await stage.drive(phase(1), { attempt: 2 })).toMatchObject({
      status: 'reached',
      state: { phases: [{}, { approval: { via: 'comment', by: ['grace'] } }, {}] },
    });
  });

  it('waits on until there are as many as it takes', async () => {
    const stage = setAsking('{ by: comment, count: 2 }');
    await stage.drive(WHOLE);
    expect(await stage.order({ kind: 'approve' })).toMatchObject({
      outcome: 'done',
      sentence: expect.stringContaining('it takes 1 more'),
    });
    expect(await stage.drive(phase(1), { attempt: 2 })).toMatchObject({
      ...WAITING,
      reason: { sentence: expect.stringContaining('so far grace') },
    });
    expect(stage.traffic.history).toEqual([0, 5]);
  });

  it('tells people whom it waits for, and since when', async () => {
    const stage = setAsking('{ by: comment }');
    await stage.drive(WHOLE);
    const told = stage.stories.at(-1);
    expect(told).toMatchObject({ moment: 'step', decision: { do: 'open-approval', phase: 1 } });
    expect(told?.state.phases[1]?.askedAt).toBe(told?.now);
  });

  it('asks anew when it begins anew: who approved had seen something else', async () => {
    const stage = setAsking('{ by: comment }');
    await stage.drive(WHOLE);
    await stage.order({ kind: 'approve' });
    stage.canary = () => ({
      outcome: 'sample',
      sample: { kind: 'proportion', events: 300, total: 1_000 },
    });
    expect(await stage.drive(phase(1), { attempt: 2 })).toMatchObject({ status: 'rolled-back' });
    expect(await stage.drive(phase(1), { attempt: 3 })).toMatchObject(WAITING);
    expect(await stage.order({ kind: 'approve' })).toMatchObject({ outcome: 'done' });
  });

  it('is refused under a plan that has changed since, approved or not', async () => {
    const stage = setAsking('{ by: comment }');
    await stage.drive(WHOLE);
    await stage.order({ kind: 'approve' });
    const changed = document(
      THREE_PHASES.replace('approval: approvers', 'approval: { by: comment, count: 3 }'),
    );
    expect(await stage.drive(phase(1), { attempt: 2, document: changed })).toMatchObject({
      status: 'refused',
      reason: { code: 'plan-changed' },
    });
    expect(stage.traffic.history).toEqual([0, 5]);
  });

  it('is not what a later release is approved by', async () => {
    const stage = setAsking('{ by: comment }');
    await stage.drive(WHOLE);
    const meant = (await stage.state())?.started;
    await stage.order({ kind: 'abort' });
    const run = { id: '18', attempt: 1, actor: 'ada' };
    expect(await stage.drive(WHOLE, { run, release: { version: 'v3' } })).toMatchObject(WAITING);
    const outdated = { reason: { code: 'approval-outdated' } };
    expect(await stage.order({ kind: 'approve' }, undefined, meant && { meant })).toMatchObject(
      outdated,
    );
    expect(await stage.order({ kind: 'approve', version: 'v2.0.0' })).toMatchObject(outdated);
    expect((await stage.state())?.phases[1]).not.toHaveProperty('approvedBy');
  });

  it('keeps the target for as long as people take, whatever became of its run', async () => {
    const stage = setAsking('{ by: comment }');
    await stage.drive(WHOLE);
    await stage.clock.until(stage.clock.now() + 10 * 24 * 60 * MINUTE);
    stage.statusOf = () => 'ended';
    const run = { id: '18', attempt: 1, actor: 'hopper' };
    expect(await stage.drive(WHOLE, { run })).toMatchObject({
      status: 'refused',
      reason: { code: 'busy' },
    });
  });

  it('is not passed over by an order to promote in full', async () => {
    const stage = setAsking('{ by: comment }');
    await stage.drive(WHOLE);
    await stage.order({ kind: 'promote-full' });
    expect(await stage.drive(WHOLE, { attempt: 2 })).toMatchObject(WAITING);
    expect(stage.traffic.history).toEqual([0, 5]);
  });
});

describe('a phase that people approve by review', () => {
  it('is told since when a review counts, and of which release', async () => {
    const stage = setAsking('{ by: review }');
    const asked: ApprovalRequest[] = [];
    stage.approval = (request) => {
      asked.push(request);
      return asked.length > 1
        ? { outcome: 'granted', by: ['grace'] }
        : { outcome: 'waiting', detail: 'nobody reviewed' };
    };
    const left = await stage.drive(WHOLE);
    expect(left).toMatchObject(WAITING);
    expect(isGood(left)).toBe(true);
    await stage.clock.until(stage.clock.now() + MINUTE);
    expect(await stage.drive(phase(1), { attempt: 2 })).toMatchObject({
      status: 'reached',
      state: { phases: [{}, { approval: { via: 'review', by: ['grace'] } }, {}] },
    });
    expect(asked[1]?.askedAt).toBe(asked[0]?.askedAt);
    expect(asked[1]?.started.version).toBe(left.state?.started.version);
  });

  it('is never approved by command', async () => {
    const stage = setAsking('{ by: review }');
    await stage.drive(WHOLE);
    expect(await stage.order({ kind: 'approve' })).toMatchObject({
      outcome: 'refused',
      reason: { code: 'not-awaited' },
    });
  });
});

it('an environment that its own author approved takes the release no further', async () => {
  const stage = setStage();
  stage.approval = () => ({ outcome: 'refused', reason: 'own-approval', detail: 'ada approved' });
  const left = await stage.drive(WHOLE);
  expect(left).toMatchObject({ status: 'refused', reason: { code: 'own-approval' } });
  expect(isGood(left)).toBe(false);
});
