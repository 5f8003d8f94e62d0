import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createMemoryLedger } from '../../src/adapters/ledger/memory/ledger.ts';
import { createMemory, readLog } from '../../src/adapters/ledger/memory/store.ts';
import { createConsoleReporter } from '../../src/adapters/report/console/reporter.ts';
import { printRuling } from '../../src/core/control/reply.ts';
import { printFindings } from '../../src/core/present/findings.ts';
import {
  printEvents,
  printRollouts,
  printStanding,
  printStandings,
} from '../../src/core/present/ledger-text.ts';
import { printPlan } from '../../src/core/present/plan-text.ts';
import { takeStock } from '../../src/core/present/standing.ts';
import { readEnd, readTrailer } from '../../src/core/rollout/commit-message.ts';
import { createLogPrint } from '../../src/wiring/print.ts';
import { outsideText } from '../core/present/outside-text.ts';
import { CASES } from './cases.ts';
import { releasesSaying, storyOf } from '../places/hostile.ts';

const ENDINGS = Object.keys(releasesSaying('calm'));
/** Never a letter of ours before it: what begins a line is the most dangerous. */
const words = outsideText.filter((text) => text.trim() !== '');

/** Everything that a job or a terminal prints of a release. */
async function printAll(ending: string, text: string): Promise<readonly string[]> {
  const release = releasesSaying(text)[ending];
  if (release === undefined) throw new Error(ending);
  const written: string[] = [];
  const print = createLogPrint((line) => written.push(line));
  const story = storyOf(release);
  const reporter = createConsoleReporter(print);
  await reporter.tell({ ...story, moment: 'look' });
  await reporter.tell(story);
  const standing = takeStock(text, release.events);
  const findings = release.events.flatMap((event) =>
    event.type === 'gates-evaluated' ? event.findings : [],
  );
  const { state } = story;
  for (const line of [
    text,
    ...printFindings(findings),
    ...printEvents(release.events),
    ...printStanding(standing, story.now),
    ...printStandings([standing], story.now),
    ...printRollouts([state], true),
    ...printPlan(release.plan),
    ...printRuling({ outcome: 'failed', sentence: text, state, notes: [text] }),
  ]) {
    print(line);
  }
  return written;
}

/** Whether the runner, a .NET program, would take a line for a command: those begin with `::` or hold `##[`. */
function expectNoCommand(line: string): void {
  expect(line).toMatch(/\n$/);
  expect(line.slice(0, -1)).not.toMatch(/[\u0000-\u0008\u000a-\u001f\u007f-\u009f\u2028\u2029]/);
  expect(line).not.toMatch(/^[\s\u0085]*::|##\[/);
  expect(line).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/);
}

async function expectNoOrder(text: string, ending: string): Promise<void> {
  for (const line of await printAll(ending, text)) expectNoCommand(line);
}

describe('the log', () => {
  it.each(CASES)(
    'holds no order to runner or terminal with %j in a release that %s',
    expectNoOrder,
  );

  it('holds none, whatever is written together', async () => {
    await fc.assert(fc.asyncProperty(words, fc.constantFrom(...ENDINGS), expectNoOrder));
  });
});

describe('the messages of the ledger', () => {
  it('have the trailers that we wrote and no others, whatever is in the events', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...ENDINGS), words, async (ending, text) => {
        const events = releasesSaying(text)[ending]?.events ?? [];
        const memory = createMemory();
        const appended = await createMemoryLedger(memory).append({
          expected: undefined,
          events,
          plan: text,
        });
        expect(appended.outcome).toBe('appended');
        for (const message of readLog(memory)) {
          const [subject, ...rest] = message.trimEnd().split('\n\n');
          expect(subject).not.toContain('\n');
          const trailers = rest
            .at(-1)
            ?.split('\n')
            .map((line) => line.split(':')[0]);
          expect(trailers).toEqual(['Rollout', 'Run', 'Attempt', 'Job', 'Events', 'Seal']);
          const others = rest.slice(0, -1).join('\n').split('\n');
          expect(others.filter((line) => line !== '' && !line.startsWith('- '))).toEqual([]);
          expect(readTrailer(message, 'Rollout')).toBe('4711');
          expect(readEnd(message)?.count).toBe(events.length);
        }
      }),
    );
  });
});
