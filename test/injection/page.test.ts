import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { writePage } from '../../src/core/page/page.ts';
import { outsideText, UNSEEN } from '../core/present/outside-text.ts';
import { CASES } from './cases.ts';
import { releasesSaying } from '../places/hostile.ts';
import { type HtmlNode, parseHtml, walk } from './html-tree.ts';

const ENDINGS = Object.keys(releasesSaying('calm'));
const NOW = Date.UTC(2026, 10, 24, 4);

function read(ending: string, text: string): readonly HtmlNode[] {
  const release = releasesSaying(text)[ending];
  const page = release && writePage(release.events, release.plan, NOW);
  if (page === undefined) throw new Error(ending);
  return walk(parseHtml(page));
}

/** Every element with its attributes and their values, in order. */
function elementsOf(nodes: readonly HtmlNode[]): readonly string[] {
  return nodes
    .filter(({ kind }) => kind === 'element')
    .map(({ name, attrs = [] }) =>
      [name, ...attrs.map((attribute) => `${attribute.name}=${attribute.value ?? ''}`)].join(' '),
    );
}

const CALM = new Map(ENDINGS.map((ending) => [ending, elementsOf(read(ending, 'xcalm'))]));

function expectInert(ending: string, text: string): void {
  const nodes = read(ending, text);
  expect(elementsOf(nodes)).toEqual(CALM.get(ending));
  expect(nodes.filter(({ kind }) => kind === 'comment')).toEqual([]);
  for (const { kind, value = '' } of nodes) {
    if (kind === 'text') expect(value.replaceAll('\n', '')).not.toMatch(UNSEEN);
  }
}

describe('the page of a release', () => {
  it.each(CASES)(
    'has no element or attribute that is not ours with %j in a release that %s',
    (piece, ending) => expectInert(ending, `x${piece}`),
  );

  it('has none, whatever is written together', () => {
    const words = outsideText.map((text) => `x${text}`);
    fc.assert(fc.property(fc.constantFrom(...ENDINGS), words, expectInert), { numRuns: 100 });
  });

  it('has no address but that of the run and of its commit', () => {
    const addresses = read('is rolled back', 'https://evil.example').flatMap(({ attrs = [] }) =>
      attrs.flatMap(({ name, value }) => (name === 'href' || name === 'src' ? [value] : [])),
    );
    expect(addresses).toEqual([
      'https://github.com/acme/shop/commit/3f786850e387550fdab836ed7e6dc881de23001b',
      'https://github.com/acme/shop/actions/runs/4711',
    ]);
  });

  it.each(['javascript:alert(1)', 'data:text/html,x', '//evil.example', ' https://x'])(
    'links no run at %s',
    (url) => {
      const release = releasesSaying('x')['is rolled back'];
      const events = (release?.events ?? []).map((event) =>
        event.type === 'rollout-started' ? { ...event, run: { ...event.run, url } } : event,
      );
      expect(writePage(events, release?.plan, NOW)).not.toContain('href=');
    },
  );
});
