import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { block, code, plain, table } from '../../../src/core/present/markdown.ts';
import { descendants, kindsIn, type MarkdownNode, parseMarkdown } from './markdown-tree.ts';
import { outsideText, UNSEEN } from './outside-text.ts';

/** What GitHub makes of the rendered text afterwards: mentions, references, bare addresses. */
const AFTERWARDS =
  /(^|\W)@[a-z\d]|(^|\W)#\d|\bgh-\d|[\w-]+\/[\w-]+#\d|\b(https?|ftp|mailto|xmpp):|\bwww\.|\w@\w/i;

function textOf(node: MarkdownNode): string {
  return [node, ...descendants(node)].map(({ value = '' }) => value).join('');
}

describe('plain', () => {
  it('is one paragraph of nothing but text, whatever comes from outside', () => {
    fc.assert(
      fc.property(outsideText, (text) => {
        const shown = plain(text);
        fc.pre(shown !== '');
        const tree = parseMarkdown(shown);
        expect(tree.children).toHaveLength(1);
        expect(kindsIn(tree)).toEqual(new Set(['paragraph', 'text']));
        expect(textOf(tree)).not.toMatch(AFTERWARDS);
        expect(shown).not.toMatch(UNSEEN);
      }),
      { numRuns: 1_000 },
    );
  });

  it('says the same to a reader', () => {
    const letters = fc.string({ unit: 'grapheme-ascii', maxLength: 80 });
    fc.assert(
      fc.property(letters, (text) => {
        const shown = textOf(parseMarkdown(plain(text)));
        expect(shown.replaceAll('\u2060', '')).toBe(text.replaceAll(/\s+/g, ' ').trim());
      }),
    );
  });

  it('cuts to its limit, never through a character', () => {
    expect(plain('x'.repeat(400))).toBe(`${'x'.repeat(299)}…`);
    expect(plain('x'.repeat(400), 5)).toBe('xxxx…');
    expect(plain('😀😀😀', 4)).toBe('😀…');
  });

  it.each([
    ['@octocat', '@\u2060octocat'],
    ['see #12', 'see #\u206012'],
    ['GH-12', 'GH-\u206012'],
    ['a|b', 'a\\|b'],
    ['# a title', '\\#\u2060 a title'],
    ['12. of May', '12\\. of May'],
    ['https://x.example', 'https\u2060://x.example'],
    ['two\nlines', 'two lines'],
  ])('writes %j as %j', (text, shown) => {
    expect(plain(text)).toBe(shown);
  });
});

describe('code', () => {
  it('is one piece of code, whatever comes from outside', () => {
    fc.assert(
      fc.property(outsideText, (text) => {
        const shown = code(text);
        fc.pre(shown !== '');
        expect(kindsIn(parseMarkdown(`x ${shown} y`))).toEqual(
          new Set(['paragraph', 'text', 'inlineCode']),
        );
        expect(shown).not.toMatch(UNSEEN);
      }),
      { numRuns: 1_000 },
    );
  });

  it('is nothing where there is nothing to show', () => {
    expect(code('\u200b\n')).toBe('');
  });
});

describe('block', () => {
  it('is one block of code, whatever its lines are', () => {
    const line = outsideText.map((text) => text.replaceAll(/[\r\n]+/g, ' '));
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 4 }), (lines) => {
        const [only, ...others] = parseMarkdown(block('text', lines)).children ?? [];
        expect(others).toEqual([]);
        expect(only?.type).toBe('code');
      }),
    );
  });
});

describe('table', () => {
  it('keeps its columns, whatever is in its cells', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(outsideText, outsideText), { maxLength: 5 }), (rows) => {
        const text = table(
          ['One', 'Two'],
          rows.map(([one, two]) => [plain(one), code(two)]),
        );
        const [tree, ...others] =
          parseMarkdown(`before\n\n${text}\n\nafter`).children?.slice(1, -1) ?? [];
        expect(others).toEqual([]);
        expect(tree?.type).toBe('table');
        expect(tree?.children?.map(({ children }) => children?.length)).toEqual(
          Array.from({ length: rows.length + 1 }, () => 2),
        );
      }),
      { numRuns: 300 },
    );
  });
});
