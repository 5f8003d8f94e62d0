import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createConsoleReporter } from '../../../../src/adapters/report/console/reporter.ts';
import type { CriterionReport } from '../../../../src/core/judge/report.ts';
import { fold } from '../../../../src/core/rollout/fold.ts';
import type { Story } from '../../../../src/ports/reporter.ts';
import { outsideText } from '../../../core/present/outside-text.ts';
import {
  AT,
  CALM,
  criterion,
  eventsOf,
  MINUTE,
  saidEverywhere,
  stateOf,
} from '../../../core/present/rollouts.ts';

/** What was printed for these stories. */
async function print(stories: readonly Partial<Story>[], since?: number): Promise<string[]> {
  const lines: string[] = [];
  const reporter = createConsoleReporter((line) => lines.push(line), since);
  for (const story of stories) await reporter.tell({ ...STORY, ...story });
  return lines;
}

const STORY: Story = {
  moment: 'step',
  state: stateOf(CALM),
  decision: { do: 'take-back' },
  criteria: [],
  now: AT,
};

const BAKING = stateOf(CALM, 1, 5);

function look(minute: number, ...criteria: readonly CriterionReport[]): Partial<Story> {
  return { moment: 'look', state: BAKING, criteria, now: AT + minute * MINUTE };
}

function metric(name: string, canary: number | undefined, verdict: CriterionReport['verdict']) {
  const report = criterion(CALM, { metric: name, verdict, unit: 'seconds' });
  const { canary: _, ...without } = report;
  return canary === undefined ? without : { ...without, canary };
}

function wait(sentence: string): Partial<Story> {
  const reason = { code: 'busy', sentence } as const;
  return { moment: 'wait', decision: { do: 'hold', until: AT, criteria: [], reason } };
}

describe('the console', () => {
  it('says whom it waits for, and again when that has changed', async () => {
    const lines = await print([
      wait('run 17 is running'),
      wait('run 17 is running'),
      wait('it is paused'),
    ]);
    expect(lines).toEqual([
      '          ⏳ Waiting: run 17 is running',
      '          ⏳ Waiting: it is paused',
    ]);
  });

  it('tells a rollout from its gates to its end', async () => {
    const events = eventsOf(CALM);
    const step = (count: number, minute: number): Partial<Story> => {
      const state = fold(events.slice(0, count));
      return { ...(state && { state }), now: AT + minute * MINUTE };
    };
    const lines = await print([
      step(2, 0),
      step(5, 1),
      look(2, metric('error-rate', 0.2, 'pass'), metric('latency-p95-of-checkout', 1.5, 'pass')),
      look(3, metric('error-rate', 0.21, 'pass'), metric('latency-p95-of-checkout', 1.4, 'pass')),
      look(
        4,
        metric('error-rate', 0.9, 'fail'),
        metric('latency-p95-of-checkout', undefined, 'inconclusive'),
      ),
      { ...step(6, 10), moment: 'aside', criteria: [criterion(CALM)] },
      { ...step(7, 10), criteria: [criterion(CALM)] },
    ]);
    expect(lines).toEqual([
      '      0s  🔵 Gates open, nothing moved yet',
      '             ✗ checks  build is green',
      '                       wanted: build is green. build is green',
      '      1m  🔵 Canary baking at 5%',
      '             approved by ada',
      '                               error-rate    latency-p95-of-chec…',
      '      2m  █░░░░░░░░░     5%  ✓      200ms  ✓                 1.5s   59m left',
      '      4m  █░░░░░░░░░     5%  ✗      900ms  ?                    –   57m left, health 0',
      '     10m  🟠 Rolling back: error-rate',
      '             error-rate is 5.1% in the canary, wanted < 1%, on 2,140 samples',
      '     10m  🔴 Rolled back: error-rate',
    ]);
  });

  it('says that a phase passed, once, also when the next one has begun', async () => {
    const passed = [
      ...eventsOf(CALM).slice(0, 5),
      { type: 'phase-passed', at: AT + 61 * MINUTE, phase: 0, criteria: [] },
    ] as const;
    const begun = [
      ...passed,
      { type: 'phase-started', at: AT + 61 * MINUTE, phase: 1, weight: 100 },
      { type: 'weight-set', at: AT + 62 * MINUTE, weight: 100, verified: true },
    ] as const;
    const [waiting, running] = [fold(passed), fold(begun)];
    if (waiting === undefined || running === undefined) throw new Error('both have begun');
    const line = '   1h 1m  🟢 Canary passed at 5% after 1h 1m';
    const next = '   1h 2m  🔵 Everybody baking at 100%';
    const now = AT + 62 * MINUTE;
    expect(await print([{ state: running, now }], AT + MINUTE)).toEqual([line, next]);
    expect(
      await print(
        [
          { state: waiting, now: AT + 61 * MINUTE },
          { state: running, now },
        ],
        AT + MINUTE,
      ),
    ).toEqual([line, next]);
    // What an earlier process told is not told again.
    expect(await print([{ state: running, now }], AT + 61 * MINUTE + 1)).toEqual([next]);
  });

  it('shows of a day of looks a dozen, and those that bring something new', async () => {
    const day = Array.from({ length: 60 }, (_, minute) => {
      const isOdd = minute === 31;
      return look(minute + 1, metric('error-rate', 0.2, isOdd ? 'inconclusive' : 'pass'));
    });
    const lines = await print(day);
    const minutes = lines.slice(1).map((line) => line.slice(0, 8).trim());
    expect(minutes).toEqual('1m 6m 11m 16m 21m 26m 31m 32m 33m 38m 43m 48m 53m 58m'.split(' '));
  });

  it('does not follow a verdict that flaps at every look', async () => {
    const flapping = Array.from({ length: 3_600 }, (_, second) =>
      look((second + 1) / 60, metric('error-rate', 0.2, second % 2 ? 'pass' : 'inconclusive')),
    );
    expect((await print(flapping)).length).toBeLessThanOrEqual(1 + 24 + 12);
  });

  it('shows no look before anything was measured', async () => {
    const blank = {
      ...metric('error-rate', undefined, 'inconclusive'),
      reason: 'too-early',
    } as const;
    expect(await print([look(1, blank), look(2, blank)])).toEqual([]);
  });

  it('prints lines that steer no terminal, whatever outside words are in them', async () => {
    await fc.assert(
      fc.asyncProperty(outsideText, async (text) => {
        const words = saidEverywhere(text);
        const state = stateOf(words);
        const lines = await print([
          { state, criteria: [criterion(words)] },
          { moment: 'look', state: stateOf(words, 1, 5), criteria: [criterion(words)] },
        ]);
        for (const line of lines) expect(line).not.toMatch(/\p{Cc}/u);
      }),
    );
  });
});
