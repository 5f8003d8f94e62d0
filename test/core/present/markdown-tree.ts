import { parsers } from 'prettier/plugins/markdown';

/** A node of parsed Markdown, as far as tests look at it. */
export interface MarkdownNode {
  readonly type: string;
  readonly value?: string;
  readonly url?: string;
  readonly children?: readonly MarkdownNode[];
}

/** Parses GitHub-flavoured Markdown with the parser that formats this project's own. */
export function parseMarkdown(text: string): MarkdownNode {
  // Prettier types its parsers by a function that takes all its options; this one needs none of them.
  const parse = parsers.markdown.parse as (text: string, options: object) => MarkdownNode;
  return parse(text, { originalText: text });
}

/** Every node below, in reading order. */
export function descendants(node: MarkdownNode): readonly MarkdownNode[] {
  return (node.children ?? []).flatMap((child) => [child, ...descendants(child)]);
}

/** The kinds of node a text consists of, without those that only hold text. */
export function kindsIn(node: MarkdownNode): ReadonlySet<string> {
  return new Set(descendants(node).map(({ type }) => type));
}
