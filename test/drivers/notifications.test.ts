import { describe, expect, it } from 'vitest';
import {
  BAD,
  failAppend,
  GATES,
  GOOD,
  MINUTE,
  NO_DATA,
  phase,
  PROMOTE,
  rollback,
  WHOLE,
} from './stage.ts';
import { gatherAudience, read } from './telling/audience.ts';

const HEALTHY = ['started.1', 'phase-passed.1', 'phase-passed.2', 'phase-passed.3', 'promoted.1'];

describe('people elsewhere', () => {
  it('hear of a healthy release, each thing once and in order', async () => {
    const audience = await gatherAudience();
    const outcome = await audience.stage.drive(WHOLE);
    expect(outcome).toMatchObject({ status: 'reached', troubles: [] });
    expect(audience.heard()).toEqual(HEALTHY);
    expect(audience.heardInSlack()).toEqual(HEALTHY);
    expect(audience.alerts()).toEqual([]);
    expect(audience.objections()).toEqual([]);
  });

  it('hear the same of one job a stretch, and nothing of jobs that are run again', async () => {
    const audience = await gatherAudience();
    for (const goal of [GATES, phase(0), phase(1), phase(2), PROMOTE]) {
      await audience.stage.drive(goal);
    }
    await audience.stage.drive(phase(2), { attempt: 2 });
    await audience.stage.drive(PROMOTE, { attempt: 2 });
    await audience.stage.drive(rollback('run-failed'), { attempt: 2 });
    expect(audience.heard()).toEqual([
      'started.1',
      'phase-passed.1',
      'waiting-for-approval.2.1',
      'phase-passed.2',
      'phase-passed.3',
      'promoted.1',
    ]);
    expect(audience.objections()).toEqual([]);
  });

  it('find a release in one thread of Slack', async () => {
    const audience = await gatherAudience();
    for (const goal of [GATES, phase(0), phase(1)]) await audience.stage.drive(goal);
    const threads = audience.slack.received.map(({ body }) => read(body).thread_ts);
    expect(threads).toEqual([undefined, ...Array(threads.length - 1).fill('1.000100')]);
  });

  it('are asked for an approval while it is waited for', async () => {
    const audience = await gatherAudience();
    const { stage } = audience;
    stage.approval = () => ({ outcome: 'waiting', detail: 'nobody yet' });
    expect(await stage.drive(WHOLE)).toMatchObject({ status: 'waiting' });
    expect(audience.heard()).toEqual(['started.1', 'phase-passed.1', 'waiting-for-approval.2.1']);
    stage.approval = () => ({ outcome: 'granted', by: ['ada'] });
    await stage.drive(WHOLE);
    expect(audience.heard().slice(3)).toEqual(['phase-passed.2', 'phase-passed.3', 'promoted.1']);
  });

  it('are asked for the first phase behind its gates, of this release and no other', async () => {
    const audience = await gatherAudience((plan) =>
      plan
        .replace('criteria: [error-rate < 1%] }', 'criteria: [error-rate < 1%], approval: first }')
        .replace(', approval: approvers', ''),
    );
    const { stage } = audience;
    stage.canary = () => BAD;
    await stage.drive(WHOLE);
    await stage.clock.until(stage.clock.now() + 10 * MINUTE);
    const before = audience.heard().length;
    await stage.drive(GATES, { run: { id: '18', attempt: 1, actor: 'grace' } });
    expect(audience.heard().slice(before)).toEqual(['started.1', 'waiting-for-approval.1.1']);
    const rollouts = audience.webhook.received
      .slice(before)
      .map(({ headers }) => headers['x-sluice-delivery']?.split('/').at(-2));
    expect(rollouts).toEqual(['18', '18']);
  });

  it('are woken by a rollback, and left alone once its retry is promoted', async () => {
    const audience = await gatherAudience();
    const { stage } = audience;
    stage.canary = () => BAD;
    await stage.drive(WHOLE);
    await stage.drive(rollback('run-failed'));
    expect(audience.alerts()).toEqual(['trigger rolled-back']);
    stage.canary = () => GOOD;
    await stage.drive(WHOLE, { attempt: 2 });
    expect(audience.alerts()).toEqual(['trigger rolled-back', 'resolve']);
    expect(audience.heard()).toEqual([
      'started.1',
      'rolled-back.1',
      'resumed.1',
      'phase-passed.1',
      'phase-passed.2',
      'phase-passed.3',
      'promoted.1',
    ]);
    expect(audience.objections()).toEqual([]);
  });

  it('are on record as told before the bake goes on', async () => {
    const { stage } = await gatherAudience();
    const noted: (readonly [elapsed: number, told: readonly string[]])[] = [];
    stage.meanwhile = async (elapsed) => {
      const deliveries = (await stage.state())?.deliveries ?? [];
      noted.push([elapsed, deliveries.map(({ notice, channel }) => `${notice} at ${channel}`)]);
    };
    await stage.drive(WHOLE);
    expect(noted[0]?.[1]).toEqual(['started.1 at slack', 'started.1 at webhook']);
    const [, inTheSecondBake] = noted.find(([elapsed]) => elapsed > 3 * MINUTE) ?? [];
    expect(inTheSecondBake).toContain('phase-passed.1 at webhook');
  });

  it('hear that the machine paused', async () => {
    const audience = await gatherAudience();
    audience.stage.canary = () => NO_DATA;
    await audience.stage.drive(WHOLE);
    expect(audience.heard()).toEqual(['started.1', 'paused.1']);
    expect(audience.alerts()).toEqual(['trigger paused']);
  });

  it('hear that nothing was begun', async () => {
    const audience = await gatherAudience();
    audience.stage.gate = () => 'shut';
    await audience.stage.drive(WHOLE);
    expect(audience.heard()).toEqual(['started.1', 'stopped.1']);
  });

  it('hear of a cancelled run that went back', async () => {
    const audience = await gatherAudience();
    const cancel = new AbortController();
    audience.stage.waited = (elapsed) => elapsed >= MINUTE && cancel.abort();
    await audience.stage.drive(WHOLE, { cancelled: cancel.signal });
    await audience.stage.drive(rollback('run-cancelled'));
    expect(audience.heard()).toEqual(['started.1', 'rolled-back.1']);
  });

  it('hear of a release that a newer one took back', async () => {
    const audience = await gatherAudience((plan) =>
      plan.replace('version: 1', 'version: 1\non-busy: supersede'),
    );
    const { stage } = audience;
    await stage.drive(phase(0), { deadline: stage.clock.now() + MINUTE });
    const run = { id: '18', attempt: 1, actor: 'grace' };
    await stage.drive(WHOLE, { run, release: { version: 'v3.0.0' } });
    expect(audience.heard()).toEqual(['started.1', 'rolled-back.1', ...HEALTHY]);
    const rollouts = audience.webhook.received.map(({ headers }) =>
      headers['x-sluice-delivery']?.split('/').at(-2),
    );
    expect(rollouts).toEqual(['17', '17', '18', '18', '18', '18', '18']);
  });
});

describe('an order', () => {
  it('is told once, by whoever takes it, though a job runs that hears it', async () => {
    const audience = await gatherAudience();
    const { stage } = audience;
    const said: string[] = [];
    stage.statusOf = () => 'running';
    stage.meanwhile = async (elapsed) => {
      if (elapsed < MINUTE) return;
      if (said.length === 0) said.push((await stage.order({ kind: 'pause' })).outcome);
      else if (said.length === 1 && elapsed > 10 * MINUTE) {
        said.push((await stage.order({ kind: 'resume' })).outcome);
      }
    };
    await stage.drive(WHOLE);
    expect(said).toEqual(['done', 'done']);
    expect(audience.heard()).toEqual(['started.1', 'paused.1', 'resumed.1', ...HEALTHY.slice(1)]);
    expect(audience.alerts()).toEqual(['trigger paused', 'resolve']);
  });

  it('to abort is told once, when the traffic is back', async () => {
    const audience = await gatherAudience();
    const { stage } = audience;
    let isAborted = false;
    stage.statusOf = () => 'running';
    stage.meanwhile = async (elapsed) => {
      if (elapsed < MINUTE || isAborted) return;
      isAborted = true;
      await stage.order({ kind: 'abort' }, 'people complain');
    };
    await stage.drive(WHOLE);
    expect(audience.heard()).toEqual(['started.1', 'rolled-back.1']);
  });

  it('that could not be told says so where it was given', async () => {
    const audience = await gatherAudience();
    const { stage } = audience;
    await stage.drive(phase(0), { deadline: stage.clock.now() + MINUTE });
    audience.webhook.answer = () => ({ status: 404, body: 'no such hook' });
    expect(await stage.order({ kind: 'pause' })).toMatchObject({
      outcome: 'done',
      troubles: [expect.stringContaining('webhook was not told paused')],
    });
  });
});

describe('a service that is away', () => {
  it('stops no rollout, is reported once, and hears it all in order when it is back', async () => {
    const audience = await gatherAudience();
    const { stage, webhook } = audience;
    webhook.answer = () => ({ status: 503, body: 'hush' });
    const outcome = await stage.drive(phase(0));
    expect(outcome).toMatchObject({ status: 'reached' });
    expect(outcome.troubles).toEqual([
      `webhook was not told started: ${webhook.origin} answered 503 (hush)`,
    ]);
    const before = webhook.received.length;
    webhook.answer = () => ({ status: 200 });
    await stage.drive(phase(1));
    expect(audience.heard().slice(before)).toEqual([
      'started.1',
      'phase-passed.1',
      // Nobody need be asked any more for an approval that was given meanwhile.
      'phase-passed.2',
    ]);
    expect(audience.heardInSlack()).toEqual([
      'started.1',
      'phase-passed.1',
      'waiting-for-approval.2.1',
      'phase-passed.2',
    ]);
  });

  it('is left alone as long as it asks, and for a minute otherwise', async () => {
    const audience = await gatherAudience();
    const { stage, webhook } = audience;
    webhook.answer = () => ({ status: 429, headers: { 'retry-after': '90' } });
    await stage.drive(phase(0));
    // At the start, and two minutes later; at the end the wait would be too long.
    expect(audience.heard()).toEqual(['started.1', 'started.1']);
  });

  it('is not asked again what it would not take, and that is reported', async () => {
    const audience = await gatherAudience();
    const { stage, webhook } = audience;
    webhook.answer = (_, number) => (number === 0 ? { status: 400 } : { status: 200 });
    const outcome = await stage.drive(WHOLE);
    expect(outcome.status).toBe('reached');
    expect(outcome.troubles).toEqual([expect.stringContaining('webhook was not told started')]);
    expect(audience.heard()).toEqual(HEALTHY);
  });

  it('keeps nobody from going back: users first', async () => {
    const audience = await gatherAudience();
    const { stage } = audience;
    let seenAt = 0;
    stage.canary = (_, elapsed) => {
      if (elapsed <= MINUTE) return GOOD;
      seenAt = elapsed;
      return BAD;
    };
    const send = stage.send;
    const deeds: string[] = [];
    stage.send = async (channel, letter, timeout) => {
      // Nobody answers, for as long as that may take.
      if (channel.kind === 'webhook') {
        await stage.clock.until(stage.clock.now() + timeout);
        return { outcome: 'unavailable', detail: 'silence' };
      }
      deeds.push(`${letter.notice.kind} at ${stage.traffic.history.at(-1)}%`);
      return send(channel, letter, timeout);
    };
    await stage.drive(WHOLE);
    expect(deeds).toContain('rolled-back at 0%');
    const back = (await stage.state())?.weights.findLast(({ weight }) => weight === 0);
    expect(back?.at).toBe(stage.start + seenAt);
  });
});

describe('a ledger that is away', () => {
  it('does not keep people from hearing that the traffic is back', async () => {
    const audience = await gatherAudience();
    const { stage } = audience;
    let toldAt: number | undefined;
    const send = stage.send;
    stage.send = (channel, letter, timeout) => {
      if (letter.notice.kind === 'rolled-back') toldAt ??= stage.elapsed();
      return send(channel, letter, timeout);
    };
    stage.canary = (_, elapsed) => (elapsed > MINUTE ? BAD : GOOD);
    stage.append = () => (stage.elapsed() > 1.5 * MINUTE ? failAppend() : undefined);
    const outcome = await stage.drive(WHOLE);
    expect(outcome.status).toBe('rolled-back');
    expect(audience.heard()).toEqual(['started.1', 'rolled-back.1']);
    expect(toldAt).toBeLessThanOrEqual(3 * MINUTE);
    expect(stage.elapsed()).toBeGreaterThan(10 * MINUTE);
    // The next job finds that it went back by going back once more, and the notice bears the same name.
    stage.append = () => undefined;
    await stage.drive(rollback('run-failed'));
    expect(new Set(audience.heard())).toEqual(new Set(['started.1', 'rolled-back.1']));
  });

  it('keeps to itself what it could not be told: it may come to nothing', async () => {
    const audience = await gatherAudience();
    const { stage } = audience;
    stage.canary = () => NO_DATA;
    stage.append = (events) =>
      events.some(({ type }) => type === 'paused') ? failAppend() : undefined;
    await stage.drive(phase(0));
    expect(audience.heard()).toEqual(['started.1']);
  });

  it('keeps even a phase that has passed to itself where it does not answer', async () => {
    const audience = await gatherAudience();
    const { stage } = audience;
    stage.isAway = () => stage.elapsed() > 2 * MINUTE;
    expect(await stage.drive(phase(0))).toMatchObject({ status: 'ledger-failed' });
    expect(audience.heard()).toEqual(['started.1']);
  });

  it('learns of a phase and of who was told in one', async () => {
    const audience = await gatherAudience();
    const { stage } = audience;
    await stage.drive(phase(0));
    const last: string[] = [];
    stage.before = async (events) => void last.splice(0, 9, ...events.map(({ type }) => type));
    let appends = 0;
    stage.after = async () => void (appends += 1);
    await stage.drive(phase(1));
    expect([appends, last.slice(-2)]).toEqual([2, ['phase-passed', 'notified']]);
  });
});
