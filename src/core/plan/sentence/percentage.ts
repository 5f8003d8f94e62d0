import { parseQuantity } from '../../quantity/unit.ts';
import { mistake } from './mistake.ts';
import { takeQuantity } from './quantity.ts';
import type { Parsed } from './syntax.ts';
import type { Cursor } from './tokens.ts';

/** Reads a percentage above 0% and up to 100%, as a share. */
export function parsePercentage(cursor: Cursor): Parsed<number> {
  const token = takeQuantity(cursor);
  const quantity = parseQuantity(token.text);
  const isShare = quantity?.unit === 'ratio' && quantity.value > 0 && quantity.value <= 1;
  return isShare
    ? { value: quantity.value, index: token.index }
    : mistake(token, 'write a percentage above 0% and up to 100%, such as `10%`');
}
