/** One matcher: a label's name, an operator, and a value that may be quoted and then hold anything. */
const MATCHER = /\s*([A-Za-z_]\w*\s*(?:=~|!~|!=|=)\s*(?:"(?:[^"\\]|\\.)*"|[^\s",{}]+))\s*(,|$)/y;

/**
 * Splits matchers as Alertmanager writes them, with or without braces: its API wants them one by one.
 * Returns undefined when the text is no list of matchers, or an empty one, which would match every alert.
 *
 * @example splitMatchers('severity="page", team=~"shop|cart"') // ['severity="page"', 'team=~"shop|cart"']
 */
export function splitMatchers(text: string): readonly string[] | undefined {
  const list = text.trim().replace(/^\{(.*)\}$/s, '$1');
  const matchers: string[] = [];
  MATCHER.lastIndex = 0;
  for (let match = MATCHER.exec(list); match !== null; match = MATCHER.exec(list)) {
    matchers.push(match[1] ?? '');
    if (match[2] === '') return matchers;
  }
  return undefined;
}
