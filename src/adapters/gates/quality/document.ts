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

/** What begins and ends objects and strings. What a backslash escapes is passed over: it ends nothing. */
const MARK = /\\.|["{}]/g;

/** The first key that stands twice in one object of what is known to be JSON. */
function findRepeatedKey(json: string): string | undefined {
  const colon = /\s*:/y;
  const objects: Set<string>[] = [];
  let quote: number | undefined;
  for (const { 0: mark, index } of json.matchAll(MARK)) {
    if (mark === '"' && quote !== undefined) {
      colon.lastIndex = index + 1;
      if (colon.test(json)) {
        const key = readString(json.slice(quote + 1, index));
        const keys = objects.at(-1);
        if (keys?.has(key) === true) return key;
        keys?.add(key);
      }
      quote = undefined;
    } else if (mark === '"') quote = index;
    else if (quote === undefined && mark === '{') objects.push(new Set());
    else if (quote === undefined && mark === '}') objects.pop();
  }
  return undefined;
}

function readString(written: string): string {
  return written.includes('\\') ? String(parseJson(`"${written}"`)) : written;
}
