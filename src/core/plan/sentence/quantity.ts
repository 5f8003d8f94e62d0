import { parseQuantity, UNIT_SUFFIXES } from '../../quantity/unit.ts';
import type { Quantity } from '../../quantity/unit.ts';
import { nearest } from '../nearest.ts';
import { list } from '../wording.ts';
import { mistake } from './mistake.ts';
import type { Parsed } from './syntax.ts';
import type { Cursor, Token } from './tokens.ts';

/** Takes a number with what belongs to it: a sign before, a unit after a space. */
export function takeQuantity(cursor: Cursor): Token {
  const first = cursor.take();
  const number = first.text === '-' && cursor.peek().kind === 'number' ? cursor.take() : first;
  const sign = number === first ? '' : '-';
  const isBare = number.kind === 'number' && /^[\d.]+$/.test(number.text);
  const suffix = isBare && UNIT_SUFFIXES.includes(cursor.peek().text) ? cursor.take().text : '';
  return { kind: number.kind, text: `${sign}${number.text}${suffix}`, index: first.index };
}

/** Reads a value with its unit. */
export function parseLimit(cursor: Cursor): Parsed<Quantity> {
  const token = takeQuantity(cursor);
  const quantity = token.kind === 'number' ? parseQuantity(token.text) : undefined;
  return quantity === undefined
    ? mistake(token, adviceFor(token))
    : { value: quantity, index: token.index };
}

function adviceFor({ kind, text }: Token): string {
  if (kind !== 'number') {
    return nearest(text, ['baseline']) === undefined
      ? 'write a value with its unit, such as `0.1%` or `200ms`, or `baseline * 1.2`'
      : 'write `baseline`, `baseline * 1.2` or `baseline + 10%`, with spaces';
  }
  if (text.includes(',')) return 'write the number without commas, with a point for decimals';
  const suffix = text.replace(/^-?[\d.]+/, '');
  const meant = suffix === '' ? undefined : nearest(suffix, UNIT_SUFFIXES);
  return meant === undefined
    ? `write a number with one of the units ${list(UNIT_SUFFIXES, 'or')}`
    : `did you mean \`${text.slice(0, text.length - suffix.length)}${meant}\`?`;
}
