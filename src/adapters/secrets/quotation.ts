import type { Redact } from './redaction.ts';

/** What goes into tables and comments, in UTF-16 units. */
const LONGEST_DETAIL = 600;

/**
 * What somebody else said as one printable line of at most `longest` UTF-16 units, `…` at its end where it was cut.
 * Secrets are taken out first: half of one, or one with other blanks in it, would not be recognised as one.
 *
 * @example quote('it  said\nhunter2 twice', createRedactor(['hunter2']), 12) // 'it said ***…'
 */
export function quote(text: string, redact: Redact, longest: number = LONGEST_DETAIL): string {
  const line = joinLines(redact(text));
  return line.length > longest ? `${line.slice(0, longest - 1)}…` : line;
}

function joinLines(text: string): string {
  // oxlint-disable-next-line no-control-regex -- escape sequences of coloured output, and the like
  const printable = text.replaceAll(/\u001b\[[0-9;]*[A-Za-z]|[\u0000-\u001f\u007f-\u009f]/g, ' ');
  return printable.replaceAll(/\s+/g, ' ').trim();
}
