import { quote } from '../secrets/quotation.ts';
import { HIDE_NOTHING } from '../secrets/redaction.ts';

/** One printable line of at most 600 characters, of a text in which nothing is to hide. */
export function tidy(text: string): string {
  return quote(text, HIDE_NOTHING);
}
