import type { Arm } from '../../../core/measurement.ts';
import { suggest } from '../../../core/plan/nearest.ts';
import type { Duration } from '../../../core/quantity/instant.ts';
import { quoteOf, quoteRegex, writeLiteral } from './literal.ts';
import type { Quote } from './literal.ts';

/** What a query's variables stand for. */
export interface QueryVariables {
  /** Name of the arm's version. */
  readonly version: string;
  readonly arm: Arm;
  /** The length of the interval that is measured; undefined where a query speaks of a moment only. */
  readonly window: Duration | undefined;
}

export type BoundQuery =
  | { readonly outcome: 'bound'; readonly text: string }
  /** One line: what was found and what would be right. */
  | { readonly outcome: 'refused'; readonly problem: string };

const TOKEN =
  /(?<blank>\s+|#[^\n]*)|(?<text>"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`[^`]*`)|(?<operator>[=!]~|[=!<>]=|=)|(?<variable>\$\{[A-Za-z_]\w*\}|\$[A-Za-z_]\w*)|(?<other>[^])/gy;
const VARIABLE = /\$\{([A-Za-z_]\w*)\}|\$([A-Za-z_]\w*)/g;
const KNOWN = ['version', 'arm', 'window'] as const;
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
  for (const { 0: token, groups } of query.matchAll(TOKEN)) {
    if (groups?.['blank'] !== undefined) {
      bound += token;
      continue;
    }
    let written: BoundQuery = { outcome: 'bound', text: token };
    if (groups?.['text'] !== undefined) {
      written = bindText(token, previous, variables);
    } else if (groups?.['variable'] !== undefined) {
      written = bindBare(token, variables);
    }
    if (written.outcome === 'refused') return written;
    bound += written.text;
    previous = token;
  }
  return { outcome: 'bound', text: bound };
}

/** Binds inside a quoted string that follows `operator`. */
function bindText(literal: string, operator: string, variables: QueryVariables): BoundQuery {
  const quote = quoteOf(literal);
  const inner = literal.slice(1, -1);
  let text = '';
  let end = 0;
  for (const match of inner.matchAll(VARIABLE)) {
    const name = match[1] ?? match[2] ?? '';
    if (match[1] !== undefined && !isKnown(name)) continue;
    const before = inner.slice(end, match.index);
    const value = valueInText(name, { operator, quote, before }, variables);
    if (value.outcome === 'refused') return value;
    text += before + value.text;
    end = match.index + match[0].length;
  }
  return { outcome: 'bound', text: quote + text + inner.slice(end) + quote };
}

interface Spot {
  readonly operator: string;
  readonly quote: Quote;
  readonly before: string;
}

function valueInText(name: string, spot: Spot, variables: QueryVariables): BoundQuery {
  if (!isKnown(name)) return unknown(name);
  if (name === 'window') {
    return refused('`$window` stands inside quotes: it is a duration, as in `[$window]`');
  }
  if (!MATCHERS.has(spot.operator)) return outsideMatcher(name);
  const value = variables[name];
  if (value === '') return refused(`\`$${name}\` is empty: name the version in the plan's target`);
  const isRegex = spot.operator.endsWith('~');
  if (isRegex && spot.before.endsWith('\\')) {
    return refused(
      `a backslash stands before \`$${name}\`: leave it out, the value is quoted already`,
    );
  }
  const text = writeLiteral(isRegex ? quoteRegex(value) : value, spot.quote);
  return text === undefined
    ? refused(`the value of \`$${name}\` holds a backtick: write the matcher with double quotes`)
    : { outcome: 'bound', text };
}

/** Binds outside of quotes. */
function bindBare(token: string, variables: QueryVariables): BoundQuery {
  const name = token.replaceAll(/[${}]/g, '');
  if (!isKnown(name)) return unknown(name);
  if (name !== 'window') return outsideMatcher(name);
  if (variables.window === undefined) {
    return refused('`$window` has no meaning here: leave it out');
  }
  const { window } = variables;
  return { outcome: 'bound', text: window % 1000 === 0 ? `${window / 1000}s` : `${window}ms` };
}

function isKnown(name: string): name is (typeof KNOWN)[number] {
  return KNOWN.some((known) => known === name);
}

function outsideMatcher(name: string): BoundQuery {
  const right = `{version="$${name}"}`;
  return refused(
    `\`$${name}\` stands outside a label matcher: it may stand only inside quotes, as in \`${right}\``,
  );
}

function unknown(name: string): BoundQuery {
  const instead = 'there are `$version`, `$arm` and `$window`';
  return refused(`unknown variable \`$${name}\`: ${suggest(name, KNOWN, instead)}`);
}

function refused(problem: string): BoundQuery {
  return { outcome: 'refused', problem };
}
