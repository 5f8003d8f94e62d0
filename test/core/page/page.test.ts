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

/** One minute in which so many of a hundred requests failed in the canary; undefined where nothing was seen. */
function measuredAt(minute: number, failures: number | undefined): Event {
  const interval = { from: AT + minute * MINUTE, to: AT + (minute + 1) * MINUTE };
  const reading = (events: number) =>
    ({ outcome: 'sample', sample: { kind: 'proportion', events, total: 100 } }) as const;
  const canary =
    failures === undefined
      ? ({ outcome: 'no-data', reason: 'no-series', detail: '' } as const)
      : reading(failures);
  return {
    type: 'measured',
    at: interval.to,
    measurements: [{ metric: 'error-rate', ...interval, canary, baseline: reading(0) }],
    cursors: {},
  };
}

/** Nine minutes in which the canary's errors grow. */
const MEASURED: readonly Event[] = Array.from({ length: 9 }, (_, minute) =>
  measuredAt(minute, minute === 3 ? undefined : minute),
);

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
    expect(page).toContain('error-rate is 5.1% in the canary, wanted &lt; 1%, on 2,140 samples');
  });

  it('draws the weight and every metric against its limits, and counts what is missing', () => {
    const page = tell();
    expect(page.match(/<svg /g)).toHaveLength(2);
    expect(page.match(/<path class="canary"/g)).toHaveLength(2);
    expect(page.match(/<path class="stable"/g)).toHaveLength(1);
    expect(page.match(/<path class="limit"/g)).toHaveLength(1);
    expect(page).toContain('1 look without a number');
  });

  it('leads no line over what is not known', () => {
    const [, path = ''] = tell().match(/<path class="canary" d="(M[^"]*L[^"]*)"/) ?? [];
    expect(path.match(/M/g)).toHaveLength(2);
  });

  it('draws a line to its end, however long it is', () => {
    const looks = Array.from({ length: 400 }, (_, index) => measuredAt(index, index % 7));
    const page = writePage([...eventsOf(CALM).slice(0, 5), ...looks], planOf(PLAN), NOW) ?? '';
    const paths = [...page.matchAll(/ d="([^"]*)"/g)].map(([, path = '']) => path);
    expect(Math.max(...paths.map(({ length }) => length))).toBeGreaterThan(2_000);
    for (const path of paths) expect(path).toMatch(/^[MLHVh\d.,]+$/);
  });

  it('can be read without seeing: its language, its headings, its tables and its charts are told', () => {
    const page = tell();
    expect(page).toContain('<html lang="en">');
    expect(page.match(/<h1>/g)).toHaveLength(1);
    expect(
      page.match(/<svg [^>]*role="img">\s*<title>[^<]+<\/title>\s*<desc>[^<]+</g),
    ).toHaveLength(2);
    expect(page).toContain('The canary lies from 0% to 8%, in the end at 8%.');
    expect(page).toMatch(/<caption[^>]*>\s*Criteria of Canary/);
    expect(page.match(/<th scope="(?:col|row)"/g)).toHaveLength(7);
    expect(page).not.toMatch(/<th>/);
  });

  it('says what it waits for before anything moved, and draws nothing then', () => {
    const page = writePage(eventsOf(CALM).slice(0, 2), planOf(PLAN), NOW) ?? '';
    expect(page).toContain('No traffic was moved, and nothing was measured.');
    expect(page).not.toContain('<svg');
    expect(page).toMatch(/<dt>Lasts for<\/dt>\s*<dd>11m<\/dd>/);
  });

  it('asks nothing of anybody: no script, no style sheet, no picture, no frame', () => {
    const page = tell();
    expect(page).toContain(
      'default-src &#39;none&#39;; style-src &#39;unsafe-inline&#39;; base-uri &#39;none&#39;; form-action &#39;none&#39;',
    );
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
    const many = Array.from({ length: 10_000 }, (_, index) => measuredAt(index, index % 7));
    const page = writePage([...eventsOf(CALM).slice(0, 5), ...many], planOf(PLAN), NOW) ?? '';
    expect(page.length).toBeLessThan(60_000);
  });
});
