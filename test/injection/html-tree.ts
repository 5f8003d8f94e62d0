import { parsers } from 'prettier/plugins/html';

/** A node of parsed HTML, as far as tests look at it. */
export interface HtmlNode {
  readonly kind: string;
  readonly name?: string;
  readonly value?: string;
  readonly attrs?: readonly { readonly name: string; readonly value?: string | null }[];
  readonly children?: readonly HtmlNode[];
}

/** Parses HTML with the parser that formats this project's templates. */
export function parseHtml(text: string): readonly HtmlNode[] {
  // Prettier types its parsers by a function that takes all its options; this one needs none of them.
  const parse = parsers.html.parse as (text: string, options: object) => HtmlNode;
  return parse(text, { name: 'html', filepath: 'page.html', originalText: text }).children ?? [];
}

/** These nodes and every node below, in reading order. */
export function walk(nodes: readonly HtmlNode[]): readonly HtmlNode[] {
  return nodes.flatMap((node) => [node, ...walk(node.children ?? [])]);
}
