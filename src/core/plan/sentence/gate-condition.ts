import type { Operator } from '../plan.ts';
import { parseOperator } from './comparison.ts';
import { mistake } from './mistake.ts';
import { parseLimit } from './quantity.ts';
import { isMistake } from './syntax.ts';
import type { SentenceMistake } from './syntax.ts';
import { cutTokens, walkTokens } from './tokens.ts';

export interface GateCondition {
  readonly operator: Operator | '==';
  /** In base units: `1%` is 0.01, `200ms` is 0.2. */
  readonly value: number;
}

/** Reads the condition of a query gate: `< 0.01`, `>= 99%`, `== 0` (a query may well return exactly 0). */
export function parseGateCondition(text: string): GateCondition | SentenceMistake {
  const cursor = walkTokens(cutTokens(text));
  const comparison = cursor.take();
  const operator = comparison.text === '==' ? '==' : parseOperator(comparison);
  if (typeof operator !== 'string') {
    return comparison.kind === 'operator'
      ? operator
      : mistake(comparison, "begin with a comparison, as in `'< 0.01'`");
  }
  if (cursor.peek().kind === 'word') {
    return mistake(
      cursor.peek(),
      'write a value, such as `0.01`: a gate has nothing to compare with',
    );
  }
  const limit = parseLimit(cursor);
  if (isMistake(limit)) return limit;
  const rest = cursor.peek();
  return rest.kind === 'end'
    ? { operator, value: limit.value.value }
    : mistake(rest, 'the condition ends after the value');
}
