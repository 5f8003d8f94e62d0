import { oneShortLine } from '../present/length.ts';

/** Invisible and without width: it parts what a service would otherwise join into a mention or a link. */
const PARTED = '$&\u2060';

/**
 * Text that may come from outside (a version, a provider's words) as it may be shown in any chat: one line
 * without control and direction characters, in which nothing is a mention, a link, a template or a tag; at most
 * `limit` UTF-16 units long before it is parted.
 */
export function inert(text: string, limit: number): string {
  return oneShortLine(text, limit)
    .replaceAll(/[@#]/g, PARTED)
    .replaceAll(/(?:https?|ftp|xmpp|mailto|tel|slack|msteams)(?=:)|www(?=\.)/gi, PARTED)
    .replaceAll(/\{(?=\{)|<(?=\/?at\b|[!@#])/gi, PARTED);
}

/** The same, so that it is at most `limit` UTF-16 units long once it is written as its place wants it. */
export function fit(text: string, limit: number, write: (text: string) => string): string {
  for (let length = limit; length > 0; length -= 1) {
    const written = write(inert(text, length));
    if (written.length <= limit) return written;
  }
  return '';
}
