import { oneLine } from '../rollout/one-line.ts';

/** HTML that is safe to show: made by `html` alone. */
export interface Markup {
  readonly markup: string;
}

/** What may stand in a template: markup as it is, several pieces of it, or text from anywhere, made inert. */
export type Part = Markup | readonly Markup[] | string | number;

/** Longest piece of outside text that is shown, in characters. */
const LONGEST = 2_000;

/**
 * HTML from a template. Whatever is put into it is text, cut to 2,000 characters, on one line, without control
 * or direction characters, and escaped for elements as well as for quoted attributes; only markup made by
 * another template stays markup.
 *
 * @example html`<b>${'<i>'}</b>`.markup === '<b>&lt;i&gt;</b>'
 */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  const markup = strings.reduce((text, string, index) => {
    const part = parts[index - 1];
    return text + (part === undefined ? '' : write(part)) + string;
  }, '');
  return { markup };
}

/** Nothing, where a part may be missing. */
export const NOTHING: Markup = { markup: '' };

function write(part: Part): string {
  if (typeof part === 'number') return String(part);
  if (typeof part === 'string') return escape(oneLine(part, LONGEST));
  return 'markup' in part ? part.markup : part.map(({ markup }) => markup).join('');
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escape(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
}
