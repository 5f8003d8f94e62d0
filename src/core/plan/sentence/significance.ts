import { suggest } from '../nearest.ts';
import { mistake } from './mistake.ts';
import { parsePercentage } from './percentage.ts';
import { isMistake } from './syntax.ts';
import type { Claim, Direction, Parsed } from './syntax.ts';
import type { Cursor } from './tokens.ts';

const DIRECTIONS: readonly Direction[] = ['increase', 'drop', 'change'];

/** Reads `no significant drop within 10%`, or its opposite: `significant drop beyond 10%`. */
export function parseSignificance(cursor: Cursor): Parsed<Claim> {
  const { index } = cursor.peek();
  const negated = cursor.skip('no');
  const adverb = cursor.peek();
  if (!cursor.skip('significant')) {
    return mistake(
      adverb,
      'write `no significant increase`, `no significant drop` or `no significant change`',
    );
  }
  const written = cursor.take();
  const direction = DIRECTIONS.find((known) => known === written.text);
  if (direction === undefined) {
    return mistake(
      written,
      suggest(written.text, DIRECTIONS, 'write `increase`, `drop` or `change`'),
    );
  }
  const kind = negated ? 'no-significant' : 'significant';
  if (!cursor.skip(negated ? 'within' : 'beyond')) return { value: { kind, direction }, index };
  const within = parsePercentage(cursor);
  return isMistake(within) ? within : { value: { kind, direction, within: within.value }, index };
}
