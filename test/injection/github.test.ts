import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { writeRuling } from '../../src/core/control/reply.ts';
import { describePlan } from '../../src/core/present/plan.ts';
import { writeSummary } from '../../src/core/present/story.ts';
import { outsideText, UNSEEN } from '../core/present/outside-text.ts';
import { CASES } from './cases.ts';
import { releasesSaying, storyOf } from '../places/hostile.ts';
import { tellGitHub } from '../places/on-github.ts';
import type { HtmlNode } from './html-tree.ts';
import { addressesIn, beckoningIn, countElements, renderMarkdown } from './markdown-html.ts';

const ENDINGS = Object.keys(releasesSaying('calm'));
/** Never empty: what is empty is not shown at all. */
const words = outsideText.map((text) => `x${text}`);

/** As much as a job's summary takes. */
const PLENTY = 2 ** 20 - 1;

/** Every text in Markdown that a release writes on GitHub, by place. */
async function writeAll(ending: string, text: string): Promise<Readonly<Record<string, string>>> {
  const release = releasesSaying(text)[ending];
  if (release === undefined) throw new Error(ending);
  const story = storyOf(release);
  const { comment, check } = await tellGitHub(story, '');
  const asked = { by: text, word: text, reason: text };
  const ruling = { outcome: 'refused', sentence: text, state: story.state, notes: [text] } as const;
  return {
    comment,
    check: check.summary,
    'job summary': writeSummary(story, PLENTY),
    reply: writeRuling(ruling, asked),
    plan: describePlan(release.plan),
  };
}

/** What stands in a text although nobody of ours has put it there. */
function strangersIn(nodes: readonly HtmlNode[], calm: readonly HtmlNode[]): readonly string[] {
  const own = countElements(calm);
  const addresses = new Set(addressesIn(calm));
  return [
    ...[...countElements(nodes)]
      .filter(([name, count]) => count > (own.get(name) ?? 0))
      .map(([name]) => `<${name}>`),
    ...addressesIn(nodes).filter((address) => !addresses.has(address)),
    ...beckoningIn(nodes),
    ...nodes.flatMap(({ kind, value = '' }) =>
      kind === 'comment' && !value.startsWith(' sluice ') ? [`<!--${value}-->`] : [],
    ),
    ...nodes.flatMap(({ kind, value = '' }) =>
      kind === 'text' && UNSEEN.test(value.replaceAll('\n', '')) ? [JSON.stringify(value)] : [],
    ),
  ];
}

/** The same places without anything hostile. */
const CALM = new Map<string, ReadonlyMap<string, readonly HtmlNode[]>>();

async function renderCalmly(ending: string): Promise<ReadonlyMap<string, readonly HtmlNode[]>> {
  const known = CALM.get(ending);
  if (known !== undefined) return known;
  const texts = Object.entries(await writeAll(ending, 'xcalm'));
  const calm = new Map(texts.map(([place, text]) => [place, renderMarkdown(text)]));
  CALM.set(ending, calm);
  return calm;
}

async function expectInert(ending: string, text: string): Promise<void> {
  const calm = await renderCalmly(ending);
  for (const [place, written] of Object.entries(await writeAll(ending, text))) {
    const strangers = strangersIn(renderMarkdown(written), calm.get(place) ?? []);
    expect({ place, strangers }).toEqual({ place, strangers: [] });
  }
}

describe('what GitHub shows as Markdown', () => {
  it.each(CASES)('holds nothing that is not ours with %j in a release that %s', (piece, ending) =>
    expectInert(ending, `x${piece}`),
  );

  it('holds nothing that is not ours, whatever is written together', async () => {
    await fc.assert(fc.asyncProperty(fc.constantFrom(...ENDINGS), words, expectInert), {
      numRuns: 50,
    });
  });

  it('would tell if it did', () => {
    const strangers = (text: string) => strangersIn(renderMarkdown(text), renderMarkdown('calm'));
    expect(strangers('**bold**')).toEqual(['<strong>']);
    expect(strangers('[a](https://evil.example)')).toEqual(['<a>', 'https://evil.example']);
    expect(strangers('ask @octocat')).toEqual(['ask @octocat']);
    expect(strangers('<img src=x>')).toEqual(['<img>', 'x']);
    expect(strangers('see #1 <!-- x -->')).toEqual(['see #1 ', '<!-- x -->']);
  });
});

describe('charts', () => {
  const LINES =
    /^(?:%%\{init: \{[^\n]*\}\}%%|xychart-beta|  title "[^"`\\;{}]*"|  [xy]-axis "[^"`]*" [\d.]+ --> [\d.]+|  line \[[-\d., ]+\])$/;

  it('have no line that is not ours', async () => {
    let count = 0;
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...ENDINGS), words, async (ending, text) => {
        const { comment = '' } = await writeAll(ending, text);
        for (const [, chart = ''] of comment.matchAll(/^```mermaid\n([^]*?)^```$/gm)) {
          count += 1;
          for (const line of chart.trimEnd().split('\n')) expect(line).toMatch(LINES);
          expect(chart.match(/^%%/gm)).toHaveLength(1);
        }
      }),
      { numRuns: 30 },
    );
    expect(count).toBeGreaterThan(0);
  });
});

describe('what GitHub shows as plain text', () => {
  it('is one line each: titles, remarks at the plan, deployments', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...ENDINGS), words, async (ending, text) => {
        const release = releasesSaying(text)[ending];
        if (release === undefined) throw new Error(ending);
        const { check, deployment } = await tellGitHub(storyOf(release), '');
        const remarks = (check.annotations ?? []).flatMap(({ title = '', message }) => [
          title,
          message,
        ]);
        for (const line of [check.title, ...remarks, ...deployment])
          expect(line).not.toMatch(UNSEEN);
      }),
      { numRuns: 50 },
    );
  });

  it('has commands to type that a shell takes as they are meant', async () => {
    await fc.assert(
      fc.asyncProperty(words, async (text) => {
        const { check = '' } = await writeAll('is rolled back', text);
        for (const [, commands = ''] of check.matchAll(/^```sh\n([^]*?)^```$/gm)) {
          expect(commands).toMatch(
            /^git fetch origin [\w./:=%+-]+\ngit log --reverse --format='%cI {2}%s' [\w./=%+-]+\n$/,
          );
        }
      }),
    );
  });
});
