import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createGitLedger } from '../../src/adapters/ledger/git/ledger.ts';
import { classifyExposures } from '../../src/core/delivery/deployment.ts';
import { traceExposures } from '../../src/core/delivery/exposure.ts';
import {
  type DeliveryReport,
  reportDelivery,
  type TargetHistory,
} from '../../src/core/delivery/report.ts';
import type { Event } from '../../src/core/rollout/event.ts';
import type { Commits } from '../../src/ports/commits.ts';
import { gatherDelivery } from '../../src/wiring/delivery.ts';
import { openFolder } from '../../src/wiring/ledger-place.ts';
import { at, DAY, MINUTE, rollout } from '../core/delivery/history.ts';
import { COMMITS, MAIL, SHOP } from '../core/delivery/known-history.ts';
import { measured } from '../core/rollout/journal-sample.ts';
import { THREE_PHASES } from '../core/plans.ts';
import { BAD, GATES, GOOD, phase, PROMOTE, rollback, setStage, WHOLE } from '../drivers/stage.ts';

const PERIOD = { at: at(22, '12:00'), window: 7 * DAY };

/** Writes histories to ledgers in one folder, an event a commit. */
async function keep(histories: readonly TargetHistory[]): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'sluice-known-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const { environment, name, rollouts } of histories) {
    const ledger = createGitLedger({ folder, environment, name, create: true });
    let expected: string | undefined;
    for (const event of rollouts.flat()) {
      const result = await ledger.append({ expected, events: [event] });
      if (result.outcome !== 'appended') throw new Error(JSON.stringify(result));
      expected = result.tip;
    }
  }
  return folder;
}

describe('a ledger with a known history', () => {
  const commits: Commits = { timesOf: async () => ({ outcome: 'read', times: COMMITS }) };
  const gather = async (folder: string, question: Parameters<typeof gatherDelivery>[1]) => {
    const answer = await gatherDelivery({ ...openFolder(folder), commits }, question);
    if (typeof answer === 'string') throw new Error(answer);
    expect(answer.troubles).toEqual([]);
    return answer.report;
  };
  const only = ({ rows }: DeliveryReport) => rows[0]?.current;

  test('tells what was worked out by hand', async () => {
    const folder = await keep([SHOP, MAIL]);
    const fortnight = { at: PERIOD.at, window: 14 * DAY };
    const report = await gather(folder, fortnight);
    expect(report).toEqual(reportDelivery([SHOP, MAIL], COMMITS, fortnight));
    // By hand, in test/core/delivery/report.test.ts: medians of (1, 6, 26) hours and of (21, 90, 300) minutes.
    expect(only(report)).toMatchObject({
      deployments: 5,
      leadTime: { samples: 3, median: 6 * 60 * MINUTE },
      changeFailure: { failed: 3, ended: 7 },
      restore: { samples: 3, median: 90 * MINUTE },
    });
  }, 60_000);

  test('is read no further than to the promotion before the two windows', async () => {
    const long: TargetHistory = {
      environment: 'production',
      name: 'long',
      rollouts: ['z', 'y', 'x', 'w'].map((version, index) =>
        rollout({
          version,
          steps: [
            [at(5 * index + 1), 100],
            [at(5 * index + 2), 'promoted'],
          ],
        }),
      ),
    };
    const folder = await keep([long]);
    const place = openFolder(folder);
    const seen: string[] = [];
    const spying: typeof place = {
      ...place,
      open(target) {
        const { ledger, archive } = place.open(target);
        return {
          ledger,
          archive: {
            ...archive,
            list: (limit, isLastWanted) =>
              archive.list(limit, (found) => {
                seen.push(found.state.started.version);
                return isLastWanted?.(found) ?? false;
              }),
          },
        };
      },
    };
    // Two windows of 4 days before the 18th at 00:00: from the 10th. x was promoted on the 12th, y on the 7th.
    const answer = await gatherDelivery(spying, { at: at(18), window: 4 * DAY });
    expect(answer).toMatchObject({ report: { rows: [{ current: { deployments: 1 } }] } });
    expect(seen).toEqual(['w', 'x', 'y']);
  }, 60_000);

  test('needs no measurements, however many there are', async () => {
    const events = SHOP.rollouts[1] ?? [];
    const looked = events.flatMap((event) => [
      event,
      measured({ kind: 'gauge', value: 1 }, event.at),
    ]);
    const folder = await keep([{ ...SHOP, rollouts: [looked] }]);
    const question = { at: at(10), window: 2 * DAY };
    expect(await gather(folder, question)).toEqual(
      reportDelivery([{ ...SHOP, rollouts: [events] }], COMMITS, question),
    );
  }, 60_000);
});

describe('what the machine writes', () => {
  type Machine = ReturnType<typeof setStage>;
  const eventsOf = async ({ ledger }: Machine): Promise<readonly Event[]> => {
    const read = await ledger.read();
    if (read.outcome === 'failed') throw new Error(read.detail);
    return read.view.events;
  };
  const outcomesOf = async (machine: Machine) =>
    classifyExposures(traceExposures(await eventsOf(machine)));

  test.each([['canary'], ['stable']])('of a promotion, traffic then on %s', async (slot) => {
    const plan = THREE_PHASES.replace('canary: v2', `canary: v2, after-promotion: ${slot}`);
    const machine = setStage(plan);
    await machine.drive(WHOLE);
    // Phases of 3 and 2 minutes before the one at 100%, which bakes 2 more.
    expect(await outcomesOf(machine)).toMatchObject([
      {
        outcome: 'promoted',
        at: machine.start + 7 * MINUTE,
        fullAt: machine.start + 5 * MINUTE,
        failure: undefined,
      },
    ]);
  });

  test('of a rollback and its retry', async () => {
    const machine = setStage();
    machine.canary = () => (machine.traffic.history.at(-1) === 25 ? BAD : GOOD);
    for (const goal of [GATES, phase(0), phase(1)]) await machine.drive(goal);
    const [failed] = await outcomesOf(machine);
    expect(failed).toMatchObject({
      outcome: 'failed',
      failure: { cause: 'numbers', since: machine.start + 3 * MINUTE },
    });
    machine.canary = () => GOOD;
    for (const goal of [phase(1), phase(2), PROMOTE]) await machine.drive(goal, { attempt: 2 });
    expect(await outcomesOf(machine)).toMatchObject([failed, { outcome: 'promoted' }]);
  });

  test('of a person who wants it back, and of a target that does not obey at first', async () => {
    const machine = setStage();
    for (const goal of [GATES, phase(0)]) await machine.drive(goal);
    machine.traffic.fail({ outcome: 'failed', reason: 'unreachable', detail: 'away' });
    await machine.drive(rollback('asked'));
    expect(await outcomesOf(machine)).toMatchObject([
      { outcome: 'failed', failure: { cause: 'person', restoredAt: undefined } },
    ]);
    machine.traffic.mend();
    await machine.drive(rollback('asked'));
    expect(await outcomesOf(machine)).toMatchObject([
      { failure: { since: machine.start, restoredAt: machine.clock.now() } },
    ]);
  });

  test('of a release that a newer one takes over', async () => {
    const machine = setStage(THREE_PHASES.replace('version: 1', 'version: 1\non-busy: supersede'));
    await machine.drive(phase(0), { deadline: machine.start + MINUTE });
    machine.statusOf = () => 'running';
    let superseded: unknown;
    machine.before = async ([first]) => {
      // The next rollout's journal begins anew.
      if (first?.type === 'rollout-started') superseded = await outcomesOf(machine);
    };
    await machine.drive(WHOLE, { run: { id: '18', attempt: 1, actor: 'grace' } });
    expect(superseded).toMatchObject([{ outcome: 'superseded' }]);
    expect(await outcomesOf(machine)).toMatchObject([{ outcome: 'promoted' }]);
  });

  test('of one that a gate stops', async () => {
    const machine = setStage();
    machine.gate = () => 'shut';
    await machine.drive(WHOLE);
    expect(await outcomesOf(machine)).toEqual([]);
  });
});
