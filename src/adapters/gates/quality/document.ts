import { parseJson } from '../../../core/json.ts';

export type DocumentReading =
  | { readonly outcome: 'read'; readonly document: unknown }
  | { readonly outcome: 'failed'; readonly detail: string };

/** Reads a report that is JSON. One with a key twice in an object says two things, of which a parser drops one. */
export function readDocument(text: string): DocumentReading {
  const document = parseJson(text);
  if (document === undefined) return { outcome: 'failed', detail: 'it is no JSON' };
  const key = findRepeatedKey(text);
  return key === undefined
    ? { outcome: 'read', document }
    : { outcome: 'failed', detail: `it has the key ${key} twice in one object` };
}

/** Braces, and strings with the colon that makes a key of them. */
const TOKEN = /[{}]|"([^"\\]*(?:\\.[^"\\]*)*)"(\s*:)?/g;

/** The first key that stands twice in one object of what is known to be JSON. */
function findRepeatedKey(json: string): string | undefined {
  const objects: Set<string>[] = [];
  for (const [token, text = '', colon] of json.matchAll(TOKEN)) {
    if (token === '{') objects.push(new Set());
    else if (token === '}') objects.pop();
    else if (colon !== undefined) {
      const key = text.includes('\\') ? String(parseJson(`"${text}"`)) : text;
      const keys = objects.at(-1);
      if (keys?.has(key) === true) return key;
      keys?.add(key);
    }
  }
  return undefined;
}
