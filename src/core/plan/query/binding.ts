import type { Arm } from '../../measurement.ts';
import type { Duration } from '../../quantity/instant.ts';
import { suggest } from '../nearest.ts';
import { QUERY_VARIABLES } from '../variables.ts';
import { quoteOf, quoteRegex, writeLiteral } from './literal.ts';
import type { Quote } from './literal.ts';
import { tokensOf } from './token.ts';

/** What a query's variables stand for. */
export interface QueryVariables {
  /** Name of the arm's version. */
  readonly version: string;
  readonly arm: Arm;
  /** The length of the interval that is measured; undefined where a query speaks of a moment only. */
  readonly window: Duration | undefined;
}

/** A variable that cannot be bound where it stands. */
export interface Slip {
  /** Of its first character. */
  readonly index: number;
  readonly code: 'unknown-variable' | 'misplaced-variable';
  readonly found: string;
  readonly expected: string;
}

export type BoundQuery =
  | { readonly outcome: 'bound'; readonly text: string }
  /** `problem` is one line: what was found and what would be right. */
  | { readonly outcome: 'refused'; readonly problem: string; readonly slip: Slip };

const VARIABLE = /\$\{([A-Za-z_]\w*)\}|\$([A-Za-z_]\w*)/g;
const MATCHERS: ReadonlySet<string> = new Set(['=', '!=', '=~', '!~']);

/**
 * Binds `$version`, `$arm` and `$window` (also as `${version}`) in a PromQL query or series selector.
 *
 * `$version` and `$arm` may stand only inside the quotes of a label matcher, where they are escaped for the
 * kind of quote, and for the regular expression of `=~` and `!~`: a version's name can never become query.
 * `$window` stands outside quotes and becomes a duration such as `60s`. Any other `$name` is refused as a
 * slip; other `${name}` are left for `label_replace`.
 *
 * @example bindQuery('x{v="$version"}[$window]', { version: 'v"2', arm: 'canary', window: 60_000 })
 *   is x{v="v\"2"}[60s]
 */
export function bindQuery(query: string, variables: QueryVariables): BoundQuery {
  let bound = '';
  let previous = '';
  for (const { kind, text, index } of tokensOf(query)) {
    const written =
      kind === 'text'
        ? bindText(text, index, previous, variables)
        : kind === 'variable'
          ? bindBare(text, index, variables)
          : text;
    if (typeof written !== 'string') return refuse(written);
    bound += written;
    if (kind !== 'blank') previous = text;
  }
  return { outcome: 'bound', text: bound };
}

function refuse(slip: Slip): BoundQuery {
  return { outcome: 'refused', problem: `${slip.found}: ${slip.expected}`, slip };
}

/** Binds inside a quoted string that follows `operator`. */
function bindText(
  literal: string,
  start: number,
  operator: string,
  variables: QueryVariables,
): string | Slip {
  const quote = quoteOf(literal);
  const inner = literal.slice(1, -1);
  let text = '';
  let end = 0;
  for (const match of inner.matchAll(VARIABLE)) {
    const name = match[1] ?? match[2] ?? '';
    if (match[1] !== undefined && !isKnown(name)) continue;
    const before = inner.slice(end, match.index);
    const index = start + 1 + match.index;
    const value = valueInText(name, { operator, quote, before, index }, variables);
    if (typeof value !== 'string') return value;
    text += before + value;
    end = match.index + match[0].length;
  }
  return quote + text + inner.slice(end) + quote;
}

interface Spot {
  readonly operator: string;
  readonly quote: Quote;
  readonly before: string;
  readonly index: number;
}

function valueInText(name: string, spot: Spot, variables: QueryVariables): string | Slip {
  const { index, operator, quote } = spot;
  if (!isKnown(name)) return unknown(name, index);
  if (name === 'window') {
    const expected = 'it is a duration, as in `[$window]`';
    return misplaced(index, '`$window` stands inside quotes', expected);
  }
  if (!MATCHERS.has(operator)) return outsideMatcher(name, index);
  const value = variables[name];
  if (value === '') {
    return misplaced(index, `\`$${name}\` is empty`, "name the version in the plan's target");
  }
  const isRegex = operator.endsWith('~');
  if (isRegex && spot.before.endsWith('\\')) {
    const expected = 'leave it out, the value is quoted already';
    return misplaced(index, `a backslash stands before \`$${name}\``, expected);
  }
  const text = writeLiteral(isRegex ? quoteRegex(value) : value, quote);
  const found = `the value of \`$${name}\` holds a backtick`;
  return text ?? misplaced(index, found, 'write the matcher with double quotes');
}

/** Binds outside of quotes. */
function bindBare(token: string, index: number, { window }: QueryVariables): string | Slip {
  const name = token.replaceAll(/[${}]/g, '');
  if (!isKnown(name)) return unknown(name, index);
  if (name !== 'window') return outsideMatcher(name, index);
  if (window === undefined) {
    return misplaced(index, '`$window` has no meaning here', 'leave it out');
  }
  return window % 1000 === 0 ? `${window / 1000}s` : `${window}ms`;
}

function isKnown(name: string): name is (typeof QUERY_VARIABLES)[number] {
  return QUERY_VARIABLES.some((known) => known === name);
}

function outsideMatcher(name: string, index: number): Slip {
  const expected = `it may stand only inside quotes, as in \`{version="$${name}"}\``;
  return misplaced(index, `\`$${name}\` stands outside a label matcher`, expected);
}

function misplaced(index: number, found: string, expected: string): Slip {
  return { index, code: 'misplaced-variable', found, expected };
}

function unknown(name: string, index: number): Slip {
  const known = QUERY_VARIABLES.map((word) => `$${word}`);
  const instead = 'queries know `$version`, `$arm` and `$window`, and no environment variables';
  return {
    index,
    code: 'unknown-variable',
    found: `unknown variable \`$${name}\``,
    expected: suggest(`$${name}`, known, instead),
  };
}
