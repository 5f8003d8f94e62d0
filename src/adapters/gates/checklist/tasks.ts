import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFootnoteFromMarkdown } from 'mdast-util-gfm-footnote';
import { gfmTaskListItemFromMarkdown } from 'mdast-util-gfm-task-list-item';
import { gfmFootnote } from 'micromark-extension-gfm-footnote';
import { gfmTaskListItem } from 'micromark-extension-gfm-task-list-item';
import type { Duration } from '../../../core/quantity/instant.ts';
import { bound } from '../bound.ts';

/** One task of a Markdown task list. */
export interface Task {
  /** Its first paragraph as it is written, in one line. */
  readonly text: string;
  readonly isDone: boolean;
}

export type TaskReading =
  | { readonly outcome: 'read'; readonly tasks: readonly Task[] }
  /** One line; nothing of the text is believed. */
  | { readonly outcome: 'unreadable'; readonly detail: string };

/** More than GitHub keeps in a description. */
const LONGEST = 100_000;
/** What takes no second where people wrote it takes hours where lists are nested thousands deep. */
const MOST_TIME: Duration = 5_000;

/**
 * The tasks of a Markdown text in their order, as GitHub lists them: also those in quotations and footnotes,
 * but none that stand in code or in comments. A text of more than 100,000 characters, or that takes more than
 * five seconds, is not read.
 */
export function readTasks(markdown: string): TaskReading {
  if (markdown.length > LONGEST) return unreadable('is longer than 100,000 characters');
  const found = bound(() => findTasks(markdown), MOST_TIME);
  return found.outcome === 'late'
    ? unreadable('takes more than five seconds to read')
    : { outcome: 'read', tasks: found.value };
}

function unreadable(detail: string): TaskReading {
  return { outcome: 'unreadable', detail };
}

type Tree = ReturnType<typeof fromMarkdown>;
type Node = Tree | Tree['children'][number];

function findTasks(markdown: string): readonly Task[] {
  const tree = fromMarkdown(markdown, {
    extensions: [gfmTaskListItem(), gfmFootnote()],
    mdastExtensions: [gfmTaskListItemFromMarkdown(), gfmFootnoteFromMarkdown()],
  });
  return [...walk(tree)].flatMap((node) =>
    node.type === 'listItem' && typeof node.checked === 'boolean'
      ? [{ text: readText(node, markdown), isDone: node.checked }]
      : [],
  );
}

/** A node before what is in it, and that before what follows. Without recursion: a text may be nested at will. */
function* walk(tree: Tree): Generator<Node> {
  const left: Node[] = [tree];
  for (let node = left.pop(); node !== undefined; node = left.pop()) {
    yield node;
    if ('children' in node) for (const child of node.children.toReversed()) left.push(child);
  }
}

function readText(item: Extract<Node, { type: 'listItem' }>, markdown: string): string {
  const [paragraph] = item.children;
  const first = paragraph?.type === 'paragraph' ? paragraph.children[0] : undefined;
  const from = first?.position?.start.offset;
  const written = from && markdown.slice(from, paragraph?.position?.end.offset);
  return (written || 'a task without words').replaceAll(/\s*\n[\s>]*/g, ' ').trim();
}
