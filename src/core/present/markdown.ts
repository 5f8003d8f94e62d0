const CONTROL = /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]+/g;

/** Longest piece of outside text that is shown, in characters. */
const LONGEST = 300;

/**
 * Makes text from outside (a version, a provider's words) harmless in GitHub's Markdown: one line, no markup,
 * no mention of a team, no link, no control or direction characters, cut to a length.
 */
export function plain(text: string): string {
  return cut(text)
    .replaceAll(/[\\`*_[\]|<>~$&]/g, '\\$&')
    .replaceAll('@', '@\u2060')
    .replaceAll(/\b(https?|ftp|www)(:|\.)/gi, '$1\u2060$2')
    .replace(/^(\d+)([.)])/, '$1\\$2')
    .replace(/^[#+=-]/, '\\$&');
}

/** Text from outside as code, in which nothing is markup. */
export function code(text: string): string {
  const line = cut(text).replaceAll('|', '\u2223');
  const longestRun = Math.max(0, ...[...line.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longestRun + 1);
  const pad = line.startsWith('`') || line.endsWith('`') ? ' ' : '';
  return line === '' ? '' : `${fence}${pad}${line}${pad}${fence}`;
}

function cut(text: string): string {
  const line = text.replaceAll(CONTROL, ' ').replaceAll(/\s+/g, ' ').trim();
  return line.length > LONGEST ? `${line.slice(0, LONGEST - 1)}…` : line;
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

function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}
