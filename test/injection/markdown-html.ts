import { gfm, gfmHtml } from 'micromark-extension-gfm';
import { micromark } from 'micromark';
import { type HtmlNode, parseHtml, walk } from './html-tree.ts';

/** What GitHub makes of the rendered text afterwards: mentions, references, bare addresses. */
const AFTERWARDS =
  /(^|\W)@[a-z\d]|(^|\W)#\d|\bgh-\d|[\w-]+\/[\w-]+#\d|\b(https?|ftp|mailto|xmpp):|\bwww\.|\w@\w/i;

/** Markdown as GitHub's rules render it. */
export function renderMarkdown(text: string): readonly HtmlNode[] {
  const options = { extensions: [gfm()], htmlExtensions: [gfmHtml()], allowDangerousHtml: true };
  return walk(parseHtml(micromark(text, options)));
}

/** How often each element is there. */
export function countElements(nodes: readonly HtmlNode[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { kind, name } of nodes) {
    if (kind === 'element' && name !== undefined) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return counts;
}

/** Where every link and picture leads. */
export function addressesIn(nodes: readonly HtmlNode[]): readonly string[] {
  return nodes.flatMap(({ attrs = [] }) =>
    attrs.filter(({ name }) => name === 'href' || name === 'src').map(({ value }) => value ?? ''),
  );
}

/** Texts in which GitHub would still find mentions and references: those outside of code and links. */
export function beckoningIn(nodes: readonly HtmlNode[]): readonly string[] {
  const sheltered = new Set(
    nodes
      .filter(({ name }) => name === 'code' || name === 'pre' || name === 'a')
      .flatMap((node) => walk(node.children ?? [])),
  );
  return nodes
    .filter((node) => node.kind === 'text' && !sheltered.has(node))
    .flatMap(({ value = '' }) => (AFTERWARDS.test(value) ? [value] : []));
}
