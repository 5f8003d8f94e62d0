import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { commitMessage, readEnd } from '../../../src/core/rollout/commit-message.ts';
import type { Event } from '../../../src/core/rollout/event.ts';
import { headline } from '../../../src/core/rollout/headline.ts';
import { oneLine } from '../../../src/core/rollout/one-line.ts';
import { AT, STORY, rolloutStarted } from './journal-sample.ts';

test('every event has a headline that people understand', () => {
  const told = STORY.map((event, index) => headline(event, STORY.slice(0, index + 1)));
  expect(told).toEqual([
    'release 1.4.2 of checkout to production',
    'gate weekend is shut: frozen until Monday',
    'taken up again at phase Canary by grace',
    'phase Canary approved by ada, grace',
    'deploy hook started',
    'deploy hook failed: exit 1:\nno such "host"',
    'phase Canary started at 5%',
    'weight could not be set to 5%: haproxy said no',
    'weight set to 5%, not read back',
    'measured latency-p95, error-rate, orders',
    'phase Canary passed',
    'paused: no data',
    'rolling back: error-rate is 5.1% in the canary, limit 1%',
    'rolled back: error-rate is 5.1% in the canary, limit 1%',
    'ROLLBACK FAILED: haproxy is away',
    'stopped: frozen until Monday',
    'promoting 1.4.2',
    'promoted 1.4.2',
    'places of the reports noted',
    'told started.1 at releases, started.1 at teams in vain',
    'taken over by grace',
    'taken over by ada: superseded by 1.4.3',
    'left until 2026-11-22T03:01:00.000Z',
    'grace ordered skip-gate weekend: a fix for `checkout`;\nnothing else',
    'ada ordered pause',
    'ada ordered resume',
    'ada ordered abort',
    'ada ordered promote',
    'ada ordered promote-full',
    'ada ordered retry',
    'phase General availability waits for its approval',
    'phase General availability approved by grace',
  ]);
});

function retried(phase: number): Event {
  return { type: 'retried', at: AT, phase, run: { id: '1', attempt: 1, actor: 'ada' } };
}

test('a phase that the plan does not know goes by its number; behind the last comes the promotion', () => {
  const journal = [rolloutStarted()];
  expect(headline(retried(2), journal)).toBe('taken up again at the promotion by ada');
  expect(headline(retried(7), journal)).toBe('taken up again at phase 8 by ada');
});

const END = { count: 57, seal: '5'.repeat(64) };

test.each([
  '',
  'no trailers\n',
  `Seal: ${END.seal}\n\nanother paragraph\n`,
  'subject\n\nEvents: 5\n',
])('a message that does not say where the journal ends: %j', (message) => {
  expect(readEnd(message)).toBeUndefined();
});

describe('a commit message', () => {
  test('says what matters most first, then the rest, then the trailers', () => {
    const [measured, breach] = [STORY[9], STORY[12]] as [Event, Event];
    const journal = [rolloutStarted(), measured, breach];
    const writer = { id: '4712', attempt: 2, job: 'phase-1' };
    const message = commitMessage([measured, breach], journal, END, writer);
    expect(message.split('\n')).toEqual([
      'rolling back: error-rate is 5.1% in the canary, limit 1%',
      '',
      '- measured latency-p95, error-rate, orders',
      '',
      'Rollout: 4711.1',
      'Run: 4712',
      'Attempt: 2',
      'Job: phase-1',
      'Events: 57',
      `Seal: ${END.seal}`,
      '',
    ]);
    expect(readEnd(message)).toEqual(END);
  });

  test('names the run that took the rollout up last when it is not told who writes', () => {
    const journal = STORY.slice(0, 4);
    expect(commitMessage(journal.slice(-1), journal, END)).toContain('\nRun: 4711\nAttempt: 2\n');
  });

  test('keeps texts from outside on their lines, whatever is in them', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (detail) => {
        const hostile: Event = { type: 'rollback-failed', at: AT, detail };
        const message = commitMessage([hostile], [rolloutStarted(), hostile], END);
        const lines = message.split(/[\n\r\u0085\u2028\u2029]/);
        const trailers = ['Rollout: 4711.1', 'Run: 4711', 'Attempt: 1', 'Events: 57'];
        expect(lines.slice(1)).toEqual(['', ...trailers, `Seal: ${END.seal}`, '']);
        expect(readEnd(message)).toEqual(END);
        expect(Array.from(lines[0] ?? '').length).toBeLessThanOrEqual(100);
      }),
    );
  });
});

test.each([
  ['a\n b\t\u0000c', 'a b c'],
  ['\u202Eevil\u2066', 'evil'],
  ['\u001B[31mred', '[31mred'],
  ['\uD800 half', '\uFFFD half'],
  ['123456789', '123456789'],
  ['1234567890', '1234567890'],
  ['12345678901', '123456789…'],
  ['💯💯💯💯💯💯💯💯💯💯💯', '💯💯💯💯💯💯💯💯💯…'],
])('%j in a line is %j', (text, line) => {
  expect(oneLine(text, 10)).toBe(line);
});
