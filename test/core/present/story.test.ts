import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chartWeights } from '../../../src/core/present/chart.ts';
import {
  commentMarker,
  titleOf,
  writeComment,
  writeSummary,
} from '../../../src/core/present/story.ts';
import { countBytes } from '../../../src/core/present/length.ts';
import { descendants, parseMarkdown } from './markdown-tree.ts';
import { outsideText, UNSEEN } from './outside-text.ts';
import { AT, CALM, eventsOf, MINUTE, saidEverywhere, stateOf } from './rollouts.ts';

const PLENTY = 65_535;
const NOW = AT + 10 * MINUTE;

function summaryOf(text: string, size = 1, limit = PLENTY): string {
  const state = stateOf(saidEverywhere(text), size);
  return writeSummary({ state, criteria: [], now: NOW }, limit);
}

/** The tags that the story itself writes. */
const OWN_TAGS = new Set(['<sub>', '</sub>', '<details><summary>Gates</summary>', '</details>']);

describe('a story in Markdown', () => {
  it('keeps its shape, whatever outside words are in it', () => {
    const shape = shapeOf(summaryOf('calm'));
    fc.assert(
      fc.property(outsideText, (text) => {
        fc.pre(text.replaceAll(/[\p{Cc}\p{Cf}\p{Cs}\p{Z}]/gu, '') !== '');
        const summary = summaryOf(text);
        expect(shapeOf(summary)).toEqual(shape);
        expect(summary.replaceAll('\n', ' ')).not.toMatch(UNSEEN);
        const addresses = descendants(parseMarkdown(summary)).flatMap(({ url }) => url ?? []);
        expect(addresses).toEqual(['https://github.com/acme/shop/actions/runs/4711']);
      }),
      { numRuns: 60 },
    );
  });

  it('says what happened, with its numbers', () => {
    const state = stateOf(CALM);
    expect(writeSummary({ state, criteria: [], now: NOW }, PLENTY)).toBe(
      `## 🔴 \`v1.4.2\` in \`production\`: Rolled back: error-rate

Error-rate is 5.1% in the canary, wanted \\< 1%, on 2,140 samples. All traffic is on v1; re-run the failed job to retry once the cause is mended.

[Log](https://github.com/acme/shop/actions/runs/4711)

| Verdict | Criterion | Canary | Stable | Ratio | Samples | Can show |
| :-- | :-- | --: | --: | --: | --: | --: |
| ❌ fail | \`error-rate < 1%\` | 5.1% | 0.2% | 26x | 2,140 | – |

Health **0** of 100: \`error-rate\` 0

| Phase | Weight | Bake | State | Approval |
| :-- | --: | --: | :-- | :-- |
| Canary | 5% | 1h | 🔴 failed after 10m | ✅ \`ada\` |
| Everybody | 100% | 1h | ⚪ to come | – |

${chartWeights(state, NOW)}

<details><summary>Gates</summary>

| Gate | Outcome | Found | Wanted | What to do |
| :-- | :-- | :-- | :-- | :-- |
| \`checks\` | ❌ shut | build is green | build is green | build is green |

</details>

<sub>rollout \`4711\` · started by \`octocat\` · as of 2026-11-22 03:10 UTC</sub>`,
    );
  });

  it('shows a comment under a marker that nothing can close', () => {
    const state = stateOf(CALM);
    const { started } = state;
    const evil = { ...state, started: { ...started, name: 'a --> <b>', environment: '-->' } };
    const [first, ...others] = parseMarkdown(`${commentMarker(evil)}\n\nafter`).children ?? [];
    expect(first?.type).toBe('html');
    expect(others.map(({ type }) => type)).toEqual(['paragraph']);
    expect(writeComment({ state, criteria: [], now: NOW }, PLENTY)).toMatch(
      /^<!-- sluice \["production","checkout"\] -->\n\n### 🔴/,
    );
  });

  it('leaves out whole sections, the least important first, and says so', () => {
    const whole = summaryOf('word');
    const notes: string[] = [];
    let shorter = whole;
    do {
      shorter = summaryOf('word', 1, countBytes(shorter) - 1);
      notes.push(/_Too long to be shown here: (.*)\._$/.exec(shorter)?.[1] ?? 'no note');
    } while (shorter.includes('| :-- |'));
    expect(notes).toEqual([
      'the gates',
      "the weight's chart, the gates",
      "the phases, the weight's chart, the gates",
      "the criteria, the phases, the weight's chart, the gates",
    ]);
    expect(shorter).toMatch(/^## 🔴/);
    expect(shorter).toContain('as of 2026');
  });

  it.each([1, 30, 200])('keeps to the limit with %i criteria and gates', (size) => {
    fc.assert(
      fc.property(outsideText, fc.integer({ min: 400, max: PLENTY }), (text, limit) => {
        const summary = summaryOf(text.repeat(20), size, limit);
        expect(countBytes(summary)).toBeLessThanOrEqual(limit);
        if (limit < 4_000) return;
        const kinds = (parseMarkdown(summary).children ?? []).map(({ type }) => type);
        expect(kinds.filter((kind) => !WHOLE.has(kind))).toEqual([]);
      }),
      { numRuns: 30 },
    );
  });

  it('counts the rows that nobody would read', () => {
    expect(summaryOf('word', 41)).toContain('… and 1 more, none worse.');
    expect(summaryOf('word', 40)).not.toContain('none worse');
  });
});

const WHOLE = new Set(['heading', 'paragraph', 'table', 'code', 'html']);

/** The kinds of all nodes but words, and every tag. */
function shapeOf(text: string): readonly string[] {
  return descendants(parseMarkdown(text))
    .filter(({ type }) => type !== 'text')
    .map(({ type, value = '' }) => {
      if (type === 'html' && !OWN_TAGS.has(value)) return `html ${value}`;
      return type;
    });
}

describe('the title', () => {
  it.each([40, 140, 255])('is one line of at most %i', (limit) => {
    fc.assert(
      fc.property(outsideText, (text) => {
        const title = titleOf(stateOf(saidEverywhere(text.repeat(10))), limit);
        expect(title.length).toBeLessThanOrEqual(limit);
        expect(title).not.toMatch(UNSEEN);
      }),
    );
  });

  it('names version, place and state', () => {
    expect(titleOf(stateOf(CALM), 255)).toBe('v1.4.2 in production: Rolled back: error-rate');
    expect(eventsOf(CALM)).toHaveLength(7);
  });
});
