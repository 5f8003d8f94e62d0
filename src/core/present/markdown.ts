import { oneShortLine } from './length.ts';

/** Longest piece of outside text that is shown unless told otherwise, in UTF-16 units. */
const LONGEST = 300;

/** Invisible and without width: it parts what GitHub would otherwise join into a mention or a link. */
const PARTED = '$&\u2060';

/**
 * Makes text from outside (a version, a provider's words) harmless in GitHub's Markdown: one line, no markup,
 * no mention, no link, no reference to an issue, no control or direction characters, cut to `limit`.
 *
 * GitHub looks for mentions and references only after the Markdown is rendered, where a backslash is gone
 * already: what begins one is parted from what follows it.
 */
export function plain(text: string, limit = LONGEST): string {
  return part(oneShortLine(text, limit).replaceAll(/[\\`*_[\]|<>~$&!]/g, '\\$&'))
    .replace(/^(\d+)([.)])/, '$1\\$2')
    .replace(/^[#+=-]/, '\\$&');
}

/** Parts what begins a mention, a reference or an address from what follows it. */
function part(text: string): string {
  return text
    .replaceAll(/[@#]/g, PARTED)
    .replaceAll(/\bgh-(?=\d)/gi, PARTED)
    .replaceAll(/(?:https?|ftp|xmpp|mailto)(?=:)|www(?=\.)/gi, PARTED);
}

/** Text from outside as code, in which nothing is markup. */
export function code(text: string): string {
  const line = oneShortLine(text, LONGEST).replaceAll('|', '\u2223'); // a bar would end a table's cell
  if (line === '') return '';
  const fence = '`'.repeat(longestRun(line) + 1);
  const pad = line.startsWith('`') || line.endsWith('`') ? ' ' : '';
  return `${fence}${pad}${line}${pad}${fence}`;
}

/** Lines as they are, in a block that none of them can end. */
export function block(language: string, lines: readonly string[]): string {
  const fence = '`'.repeat(Math.max(3, ...lines.map((line) => longestRun(line) + 1)));
  return [`${fence}${language}`, ...lines, fence].join('\n');
}

/** How many backticks follow one another at most. */
function longestRun(text: string): number {
  return Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
}

/** A link; the address must be one of ours. */
export function link(text: string, url: string): string {
  return `[${text}](${encodeURI(url)})`;
}

/** A table. Cells are Markdown already. */
export function table(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  align: readonly ('left' | 'right')[] = [],
): string {
  const rule = head.map((_, column) => (align[column] === 'right' ? '--:' : ':--'));
  return [head, rule, ...rows].map(row).join('\n');
}

/** What follows a table that is sorted, the worst first, and leaves `count` rows out; empty where it leaves out none. */
export function countRest(count: number): string {
  return count > 0 ? `\n\n… and ${count} more, none worse.` : '';
}

/**
 * Markdown that shows only its title until somebody opens it. The title is text and may come from outside: it stands
 * in HTML, where a backslash protects nothing.
 */
export function fold(title: string, text: string): string {
  const summary = part(oneShortLine(title, LONGEST)).replaceAll(
    /[&<>]/g,
    (character) => ENTITIES[character] ?? '',
  );
  return `<details><summary>${summary}</summary>\n\n${text}\n\n</details>`;
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}
