import type { Operator } from '../plan.ts';
import { mistake } from './mistake.ts';
import { parsePercentage } from './percentage.ts';
import { parseLimit } from './quantity.ts';
import { isMistake } from './syntax.ts';
import type { Claim, Parsed, SentenceMistake } from './syntax.ts';
import type { Cursor, Token } from './tokens.ts';

const OPERATORS: Readonly<Record<string, Operator>> = {
  '<': '<',
  '<=': '<=',
  '>': '>',
  '>=': '>=',
  '≤': '<=',
  '≥': '>=',
};

/** Reads `< 0.1%`, `<= baseline * 1.2`, `> 0.9 * baseline`. */
export function parseComparison(cursor: Cursor): Parsed<Claim> {
  const start = cursor.take();
  const operator = parseOperator(start);
  if (typeof operator !== 'string') return operator;
  const place = cursor.peek();
  if (place.text === 'baseline') return parseBaseline(cursor, operator, start.index);
  if (place.kind === 'number' && cursor.peek(1).text === '*') {
    return parseMultipleOf(cursor, operator, start.index);
  }
  const quantity = parseLimit(cursor);
  return isMistake(quantity)
    ? quantity
    : { value: { kind: 'limit', operator, quantity }, index: start.index };
}

export function parseOperator(token: Token): Operator | SentenceMistake {
  const operator = Object.hasOwn(OPERATORS, token.text) ? OPERATORS[token.text] : undefined;
  if (operator !== undefined) return operator;
  return mistake(
    token,
    /^(?:=|==|!=|<>)$/.test(token.text)
      ? 'a measured number is never exactly the same twice: compare with `<`, `<=`, `>` or `>=`'
      : 'compare with `<`, `<=`, `>` or `>=`',
  );
}

function parseBaseline(cursor: Cursor, operator: Operator, index: number): Parsed<Claim> {
  cursor.take();
  const factor = parseFactor(cursor);
  return isMistake(factor)
    ? factor
    : { value: { kind: 'baseline', operator, factor: factor.value }, index };
}

function parseFactor(cursor: Cursor): Parsed<number> {
  const { index } = cursor.peek();
  if (cursor.skip('*')) return parseMultiplier(cursor);
  const sign = cursor.peek().text;
  if (sign !== '+' && sign !== '-') return { value: 1, index };
  cursor.take();
  const share = parsePercentage(cursor);
  if (isMistake(share)) return share;
  if (sign === '+') return { value: round(1 + share.value), index };
  return share.value < 1
    ? { value: round(1 - share.value), index }
    : mistake(
        { kind: 'number', text: '100%', index: share.index },
        'take away less than 100%, or compare with a value',
      );
}

function parseMultipleOf(cursor: Cursor, operator: Operator, index: number): Parsed<Claim> {
  const factor = parseMultiplier(cursor);
  if (isMistake(factor)) return factor;
  cursor.skip('*');
  const word = cursor.take();
  return word.text === 'baseline'
    ? { value: { kind: 'baseline', operator, factor: factor.value }, index }
    : mistake(word, 'only `baseline` can be multiplied: `baseline * 1.2`');
}

function parseMultiplier(cursor: Cursor): Parsed<number> {
  const token = cursor.take();
  const factor = /^\d+(?:\.\d+)?$/.test(token.text) ? Number(token.text) : 0;
  return factor > 0 && factor <= 1_000
    ? { value: factor, index: token.index }
    : mistake(token, 'write a factor above 0, such as `1.2`');
}

/** 1 + 0.1 is 1.1, not 1.1000000000000001. */
function round(factor: number): number {
  return Number(factor.toPrecision(12));
}
