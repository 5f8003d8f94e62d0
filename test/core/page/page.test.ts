import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { writePage } from '../../../src/core/page/page.ts';
import { parsePlan } from '../../../src/core/plan/parse.ts';
import type { Plan } from '../../../src/core/plan/plan.ts';
import type { Event } from '../../../src/core/rollout/event.ts';
import { outsideText } from '../present/outside-text.ts';
import { AT, CALM, eventsOf, MINUTE, saidEverywhere } from '../present/rollouts.ts';

const NOW = AT + 11 * MINUTE;

const PLAN = `version: 1
name: checkout
environment: production
target: { command: { set: 'true', stable: v1, canary: v2 } }
metrics:
  error-rate: { command: { run: './measure', kind: proportion, counts: failures } }
phases:
  - { name: Canary, weight: 5%, bake: 1h, criteria: [error-rate < 1%] }
  - { name: Everybody, weight: 100%, bake: 1h, criteria: [error-rate < 1%] }
`;

function planOf(text: string): Plan {
  const { plan, problems } = parsePlan(text, 'rollout.yml');
  if (plan === undefined) throw new Error(JSON.stringify(problems));
  return plan;
}

/** Ten minutes of measurements, in which the canary's errors grow. */
const MEASURED: readonly Event[] = Array.from({ length: 9 }, (_, minute) => {
  const interval = { from: AT + minute * MINUTE, to: AT + (minute + 1) * MINUTE };
  const reading = (events: number) =>
    ({ outcome: 'sample', sample: { kind: 'proportion', events, total: 100 } }) as const;
  const canary =
    minute === 3
      ? ({ outcome: 'no-data', reason: 'no-series', detail: '' } as const)
      : reading(minute);
  return {
    type: 'measured',
    at: interval.to,
    measurements: [{ metric: 'error-rate', ...interval, canary, baseline: reading(0) }],
    cursors: {},
  };
});

function tell(words = CALM): string {
  const events = eventsOf(words);
  const page = writePage(
    [...events.slice(0, 5), ...MEASURED, ...events.slice(5)],
    planOf(PLAN),
    NOW,
  );
  if (page === undefined) throw new Error('the rollout has started');
  return page;
}

/** The elements of a page in order, without their attributes. */
const elementsOf = (page: string) => [...page.matchAll(/<\/?[a-z][a-z0-9]*/gi)].map(([tag]) => tag);

describe('the page of a rollout', () => {
  it('answers what was released, by whom, who approved, how long it took and why it ended so', () => {
    const page = tell();
    const words = ['v1.4.2', 'production', 'octocat', 'ada', '10m', 'Rolled back: error-rate'];
    for (const word of words) expect(page).toContain(word);
    expect(page).toContain('error-rate is 5.1% in the canary, wanted &lt; 1%, on 2140 samples');
  });

  it('draws the weight and every metric against its limits, and counts what is missing', () => {
    const page = tell();
    expect(page.match(/<svg /g)).toHaveLength(2);
    expect(page.match(/<path class="canary"/g)).toHaveLength(2);
    expect(page.match(/<path class="stable"/g)).toHaveLength(1);
    expect(page).toContain('1 look without a number');
    expect(page).toMatch(/<line\s+class="limit"/);
  });

  it('asks nothing of anybody: no script, no style sheet, no picture, no frame', () => {
    const page = tell();
    expect(page).toContain('default-src &#39;none&#39;; style-src &#39;unsafe-inline&#39;');
    expect(page).not.toMatch(
      /<(?:script|link|img|iframe|object|embed)|\b(?:src|srcset|onload)=|url\(|@import/i,
    );
  });

  it('is the same page, whatever people and providers write', () => {
    const expected = elementsOf(tell());
    fc.assert(
      fc.property(outsideText, (text) => {
        expect(elementsOf(tell(saidEverywhere(`x${text}`)))).toEqual(expected);
      }),
      { numRuns: 60 },
    );
  });

  it('says so when the plan can no longer be read', () => {
    expect(writePage(eventsOf(CALM), undefined, NOW)).toContain('cannot be read by this version');
  });

  it('does not exist before a rollout has started', () => {
    expect(writePage([], undefined, NOW)).toBeUndefined();
  });

  it('stays small however much was measured', () => {
    const many = Array.from({ length: 10_000 }, (_, index): Event => ({
      type: 'measured',
      at: AT + index * 1000,
      measurements: [
        {
          metric: 'error-rate',
          from: AT + index * 1000,
          to: AT + (index + 1) * 1000,
          canary: {
            outcome: 'sample',
            sample: { kind: 'proportion', events: index % 7, total: 99 },
          },
          baseline: { outcome: 'sample', sample: { kind: 'proportion', events: 1, total: 99 } },
        },
      ],
      cursors: {},
    }));
    const page = writePage([...eventsOf(CALM).slice(0, 5), ...many], planOf(PLAN), NOW) ?? '';
    expect(page.length).toBeLessThan(60_000);
  });
});
