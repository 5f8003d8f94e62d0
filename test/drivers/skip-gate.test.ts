import { describe, expect, it } from 'vitest';
import { document, THREE_PHASES } from '../core/plans.ts';
import { GATES, MINUTE, phase, setStage, WHOLE } from './stage.ts';
import type { Stage } from './stage.ts';

/** A freeze before the rollout and another before its second phase, each beside a gate that is open. */
const FROZEN = document(
  THREE_PHASES.replace('gates:\n  - checks: { required: [build] }\n', '')
    .replace(
      /^phases:/m,
      `gates:
  - freeze: { timezone: UTC, weekly: 'Mon 00:00 - Tue 00:00' }
  - checks: { required: [build] }
phases:`,
    )
    .replace(
      'name: Early access,',
      "name: Early access, gates: [{ freeze: { name: lunch, timezone: UTC, weekly: 'Mon 09:00 - Mon 18:00' } }, { checks: { name: smoke, required: [smoke] } }],",
    ),
);

const shutting = (stage: Stage, ...names: readonly string[]) => {
  const asked: string[] = [];
  stage.gate = (name) => {
    asked.push(name);
    return names.includes(name) ? 'shut' : 'open';
  };
  return asked;
};

const skip = (stage: Stage, gate: string, reason = 'hotfix 1234 | @everyone') =>
  stage.order({ kind: 'skip-gate', gate }, reason);

const SKIPPED = {
  outcome: 'open',
  found: 'skipped by grace: hotfix 1234 | @everyone',
  remedy: '',
};

describe('a freeze that a person lifts', () => {
  it('before the start: the rollout begins, and its record says who and why', async () => {
    const stage = setStage(FROZEN);
    const asked = shutting(stage, 'freeze');
    expect(await stage.drive(GATES)).toMatchObject({
      status: 'stopped',
      reason: { code: 'gate-shut', sentence: 'shut by freeze: freeze is shut' },
    });
    expect(await skip(stage, 'freeze')).toMatchObject({ outcome: 'done', next: 'rerun' });
    asked.length = 0;
    expect(await stage.drive(GATES, { attempt: 2 })).toMatchObject({ status: 'reached' });
    // Only what was lifted is not looked at.
    expect(asked).toEqual(['checks']);
    expect((await stage.state())?.gates?.findings).toMatchObject([
      { gate: 'freeze', kind: 'freeze', ...SKIPPED },
      { gate: 'checks', outcome: 'open', found: 'checks is open' },
    ]);
    expect(stage.log()).toContain('grace ordered skip-gate freeze: hotfix 1234 | @everyone');
  });

  it('leaves the other gates shut', async () => {
    const stage = setStage(FROZEN);
    shutting(stage, 'freeze', 'checks');
    await stage.drive(GATES);
    await skip(stage, 'freeze');
    expect(await stage.drive(GATES, { attempt: 2 })).toMatchObject({
      status: 'stopped',
      reason: { sentence: 'shut by checks: checks is shut' },
    });
    expect(stage.traffic.history).toEqual([0]);
  });

  it('within a phase: it goes on where it stood', async () => {
    const stage = setStage(FROZEN);
    shutting(stage, 'lunch');
    await stage.drive(phase(0));
    expect(await stage.drive(phase(1))).toMatchObject({
      reason: { code: 'gate-shut', sentence: 'shut by lunch: lunch is shut' },
    });
    const before = [...stage.traffic.history];
    expect(await skip(stage, 'lunch')).toMatchObject({ outcome: 'done' });
    expect(await stage.drive(phase(1), { attempt: 2 })).toMatchObject({ status: 'reached' });
    expect(stage.traffic.history.length).toBeGreaterThan(before.length);
    expect((await stage.state())?.phases[1]?.gates?.findings).toMatchObject([
      { gate: 'lunch', ...SKIPPED },
      { gate: 'smoke', outcome: 'open' },
    ]);
  });

  it('ahead of its phase, while another bakes: it is not looked at when its time comes', async () => {
    const stage = setStage(FROZEN);
    const asked = shutting(stage, 'lunch');
    stage.statusOf = () => 'running';
    let isOrdered = false;
    stage.meanwhile = async (elapsed) => {
      if (isOrdered || elapsed < MINUTE) return;
      isOrdered = true;
      expect(await skip(stage, 'lunch')).toMatchObject({ outcome: 'done', next: 'noticed' });
    };
    expect(await stage.drive(WHOLE)).toMatchObject({ status: 'reached' });
    expect(asked).not.toContain('lunch');
  });

  it('is lifted for this release alone', async () => {
    const stage = setStage(FROZEN);
    shutting(stage, 'freeze');
    await stage.drive(GATES);
    await skip(stage, 'freeze');
    const next = { version: 'v3.0.0' };
    expect(await stage.drive(GATES, { release: next })).toMatchObject({
      status: 'stopped',
      reason: { code: 'gate-shut' },
    });
  });

  it('without a reason it stays shut', async () => {
    const stage = setStage(FROZEN);
    shutting(stage, 'freeze');
    await stage.drive(GATES);
    expect(await skip(stage, 'freeze', ' ')).toMatchObject({
      outcome: 'refused',
      reason: { code: 'reason-missing' },
    });
    expect(await stage.drive(GATES, { attempt: 2 })).toMatchObject({ status: 'stopped' });
  });
});
