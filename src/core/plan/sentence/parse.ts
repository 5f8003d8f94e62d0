import { parseDuration } from '../../quantity/duration.ts';
import type { Duration } from '../../quantity/instant.ts';
import { nearest, suggest } from '../nearest.ts';
import type { Action } from '../plan.ts';
import { mistake } from './mistake.ts';
import { parseComparison } from './comparison.ts';
import { isMistake } from './syntax.ts';
import type { Claim, Parsed, SentenceMistake, SentenceSyntax } from './syntax.ts';
import { cutTokens, walkTokens } from './tokens.ts';
import type { Cursor } from './tokens.ts';
import { parseSignificance } from './significance.ts';

const ACTIONS: readonly Action[] = ['rollback', 'pause', 'warn'];

/**
 * Understands a sentence about a metric.
 *
 *     sentence     = metric ( comparison | [":"] significance ) [ "for" duration ] [ ":" action ]
 *     comparison   = ( "<" | "<=" | ">" | ">=" ) ( quantity | baseline )
 *     baseline     = "baseline" [ "*" number | ( "+" | "-" ) percentage ] | number "*" "baseline"
 *     significance = [ "no" ] "significant" ( "increase" | "drop" | "change" ) [ "within" percentage ]
 *     action       = "rollback" | "pause" | "warn"
 *
 * @example parseSentence('latency-p95 > baseline * 1.5 for 10m')
 */
export function parseSentence(text: string): SentenceSyntax | SentenceMistake {
  const cursor = walkTokens(cutTokens(text));
  const metric = cursor.take();
  if (metric.kind !== 'word') {
    return mistake(metric, `begin with the name of a metric, as in \`error-rate < 0.1%\``);
  }
  const claim = parseClaim(cursor, metric.text);
  if (isMistake(claim)) return claim;
  const duration = parseFor(cursor);
  if (duration !== undefined && isMistake(duration)) return duration;
  const action = parseAction(cursor);
  if (action !== undefined && isMistake(action)) return action;
  const rest = cursor.peek();
  if (rest.kind !== 'end') return mistake(rest, adviceAfter(rest.text, duration, action));
  return {
    outcome: 'understood',
    metric: { value: metric.text, index: metric.index },
    claim,
    ...(duration && { for: duration }),
    ...(action && { action }),
  };
}

function parseClaim(cursor: Cursor, metric: string): Parsed<Claim> {
  const start = cursor.peek();
  const colon = cursor.skip(':');
  const next = cursor.peek();
  if (next.text === 'no' || next.text === 'significant') return parseSignificance(cursor);
  if (colon && next.kind === 'operator') {
    return mistake(start, `leave the colon out: \`${metric} ${next.text} …\``);
  }
  if (next.kind === 'operator') return parseComparison(cursor);
  return mistake(next, adviceForClaim(next.text));
}

const WORDS_FOR_OPERATORS: Readonly<Record<string, string>> = {
  under: '<',
  below: '<',
  less: '<',
  over: '>',
  above: '>',
  more: '>',
  greater: '>',
  least: '>=',
  most: '<=',
};

function adviceForClaim(word: string): string {
  const operator = Object.hasOwn(WORDS_FOR_OPERATORS, word) ? WORDS_FOR_OPERATORS[word] : undefined;
  if (operator !== undefined) return `write it as \`${operator}\``;
  if (nearest(word, ['significant', 'no']) !== undefined) {
    return 'write `no significant increase`, `no significant drop` or `no significant change`';
  }
  return 'go on with `<`, `<=`, `>` or `>=`, or with `no significant drop`';
}

function parseFor(cursor: Cursor): Parsed<Duration> | undefined {
  const start = cursor.peek();
  if (!cursor.skip('for')) return undefined;
  const written = cursor.take();
  const duration = parseDuration(written.text);
  return duration === undefined
    ? mistake(written, 'write a duration with its unit after `for`, such as `5m`')
    : { value: duration, index: start.index };
}

function parseAction(cursor: Cursor): Parsed<Action> | undefined {
  if (!cursor.skip(':')) return undefined;
  const written = cursor.take();
  const action = ACTIONS.find((known) => known === written.text);
  return action === undefined
    ? mistake(
        written,
        suggest(written.text, ACTIONS, 'write `rollback`, `pause` or `warn` after the colon'),
      )
    : { value: action, index: written.index };
}

function adviceAfter(
  word: string,
  duration: object | undefined,
  action: object | undefined,
): string {
  if (action !== undefined) return 'the sentence ends after the action; leave the rest out';
  if (word === 'and' || word === 'or') return 'write two sentences, one per line';
  if (ACTIONS.some((known) => known === word))
    return `put a colon before the action: \`: ${word}\``;
  return duration === undefined
    ? 'the sentence may end here, or go on with `for 5m` or `: pause`'
    : 'the sentence may end here, or go on with `: pause`';
}
