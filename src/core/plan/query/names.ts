import { tokensOf } from './token.ts';
import type { QueryToken } from './token.ts';

/** Words of PromQL that stand where a metric's name could: operators, modifiers, numbers. */
const RESERVED = new Set(
  'and or unless by without on ignoring group_left group_right bool offset inf nan start end atan2'.split(
    ' ',
  ),
);

/** Words that a list of labels in parentheses follows. */
const BEFORE_LABELS = new Set('by without on ignoring group_left group_right'.split(' '));

const CLOSING: Readonly<Record<string, string>> = { '{': '}', '[': ']', '(': ')' };

/**
 * Names of the metrics that a PromQL query selects by name, each once. A query that selects otherwise, by
 * `{__name__=~"…"}`, names none.
 *
 * @example metricNames('sum by (pod) (increase(errors_total{code="5"}[$window])) or vector(0)') // ['errors_total']
 */
export function metricNames(query: string): readonly string[] {
  const tokens = tokensOf(query).filter(({ kind }) => kind !== 'blank');
  const names = new Set<string>();
  for (let at = 0; at < tokens.length; at += 1) {
    const { kind, text } = tokens[at] as QueryToken;
    const next = tokens[at + 1]?.text;
    if (text === '{' || text === '[') at = skip(tokens, at);
    else if (kind === 'word' && BEFORE_LABELS.has(text.toLowerCase()) && next === '(') {
      at = skip(tokens, at + 1);
    } else if (kind === 'word' && next !== '(' && isName(text, next)) names.add(text);
  }
  return [...names];
}

/** An aggregation's name may be followed by its labels before its argument. */
function isName(word: string, next: string | undefined): boolean {
  const isAggregation = next !== undefined && /^(?:by|without)$/i.test(next);
  return /^[A-Za-z_:]/.test(word) && !RESERVED.has(word.toLowerCase()) && !isAggregation;
}

/** Where what opens at `at` closes, or the end. */
function skip(tokens: readonly QueryToken[], at: number): number {
  const closing = CLOSING[tokens[at]?.text ?? ''];
  const end = tokens.findIndex(({ text }, index) => index > at && text === closing);
  return end < 0 ? tokens.length : end;
}
