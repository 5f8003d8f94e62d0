import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { objectTo, objectToSignature } from '../adapters/notifications/published.ts';
import { openReceiver, type Receiver } from '../adapters/notifications/receiver.ts';
import { act, planIn } from './inside.ts';
import { BAD, GOOD, TWO_PHASES } from './plans.ts';
import { setStage, type Stage } from './stage.ts';

const SECRET = 'hunter2+swordfish';

describe('a plan that tells people', () => {
  let stage: Stage;
  let hook: Receiver;
  let pager: Receiver;
  let variables = '';
  beforeEach(async () => {
    stage = await setStage();
    stage.measure(GOOD);
    hook = await openReceiver();
    pager = await openReceiver(() => ({ status: 202 }));
    variables = `HOOK=${hook.origin}/services/${SECRET}\nSECRET=${SECRET}\nKEY=${'k'.repeat(32)}`;
    stage.writePlan(planIn(stage, TWO_PHASES, told(pager)));
  });
  afterEach(async () => {
    expect(stage.github.violations).toEqual([]);
    await stage.close();
  });

  function told({ origin }: Receiver): string {
    return `notifications:
  - webhook: { url: $HOOK, secret: $SECRET }
  - pagerduty: { routing-key: $KEY, url: '${origin}', on: [rolled-back, rollback-failed] }
`;
  }

  function heard(): readonly (string | undefined)[] {
    return hook.received.map(({ headers }) => headers['x-sluice-event']);
  }

  /** That nothing has changed (304) counts against no limit. */
  function paid(): number {
    return stage.github.requests.filter(({ status }) => status !== 304).length;
  }

  async function releaseAll(inputs: Readonly<Record<string, string>>): Promise<number> {
    for (const action of ['gates', 'canary-step 1', 'canary-step 2', 'promote']) {
      const [name = '', phase] = action.split(' ');
      const done = await act(stage, name as 'gates', { ...inputs, ...(phase && { phase }) });
      expect(done.failure, done.log).toBeUndefined();
    }
    return paid();
  }

  it('has them told by every job of the chain, with a signature that holds', async () => {
    await releaseAll({ variables });
    expect(heard()).toEqual(['started', 'phase-passed', 'phase-passed', 'promoted']);
    expect(pager.received).toEqual([]);
    for (const request of hook.received) {
      expect(objectTo('webhook', request.body)).toBeUndefined();
      expect(objectToSignature(request, SECRET, Date.now())).toBeUndefined();
    }
  });

  it('costs one append more than a plan that tells nobody', async () => {
    const telling = await releaseAll({ variables });
    await stage.close();
    stage = await setStage();
    stage.measure(GOOD);
    stage.writePlan(planIn(stage, TWO_PHASES));
    const silent = await releaseAll({});
    // `started`, by the gates' job; every other telling is recorded by the last append of its job, which first asks
    // whether the ledger is still the same: for nothing where a bake has lasted, since that was asked already.
    expect(telling - silent).toBeLessThanOrEqual(3 + 3);
  });

  it('has them told of a rollback once, by the job that went back or by the one after it', async () => {
    await act(stage, 'gates', { variables });
    stage.measure(BAD, GOOD);
    hook.answer = () => ({ status: 500, body: SECRET });
    const failed = await act(stage, 'canary-step', { variables, phase: '1' });
    expect(failed.outputs).toMatchObject({ status: 'rolled-back' });
    expect(failed.warnings).toContain(
      `webhook was not told rolled-back: ${hook.origin} answered 500 (***)`,
    );
    hook.answer = () => ({ status: 200 });
    // Neither the plan in the working tree nor its checkout is there any more.
    rmSync(join(stage.folder, 'rollout.yml'));
    const names = { variables, name: 'shop', environment: 'production', cause: 'run-failed' };
    await act(stage, 'rollback', names);
    await act(stage, 'rollback', names);
    expect(heard().slice(0, 1)).toEqual(['started']);
    expect(heard().slice(-1)).toEqual(['rolled-back']);
    expect(pager.received).toHaveLength(1);
    expect(JSON.stringify([stage.github.world, stage.github.requests, failed.log])).not.toContain(
      SECRET,
    );
  });

  it('says which variable a job was not given, and goes on', async () => {
    const done = await act(stage, 'gates');
    expect(done.failure).toBeUndefined();
    expect(done.warnings).toEqual([
      'webhook was not told started: $HOOK, $SECRET not set: hand it to this job with `variables`',
    ]);
    await act(stage, 'canary-step', { variables, phase: '1' });
    expect(heard()).toEqual(['started', 'phase-passed']);
  });
});
