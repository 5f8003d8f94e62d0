import { quoteOf, readLiteral } from '../../../core/plan/query/literal.ts';
import type { Series } from './page.ts';
import { compilePattern, LONGEST_VALUE } from './pattern.ts';

/** A condition on one label; a label that is absent has the value ''. */
interface Matcher {
  readonly label: string;
  readonly isPattern: boolean;
  readonly matches: (value: string) => boolean;
}

export interface Selector {
  readonly name: string;
  readonly matchers: readonly Matcher[];
}

export type SelectorResult =
  | { readonly outcome: 'selector'; readonly selector: Selector }
  | { readonly outcome: 'refused'; readonly problem: string };

const NAME = /^\s*([a-zA-Z_:][a-zA-Z0-9_:]*)\s*(?:\{([^]*)\})?\s*$/;
const MATCHER =
  /\s*([a-zA-Z_][a-zA-Z0-9_]*)\s*(=~|!~|!=|=)\s*("(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`[^`]*`)\s*(,|$)/y;

/** Reads a series selector such as `http_requests_total{code=~"5..",method!="HEAD"}`, as PromQL has them. */
export function parseSelector(text: string): SelectorResult {
  const [, name, inner = ''] = NAME.exec(text) ?? [];
  if (name === undefined) {
    return refused(
      text,
      'a name with matchers is wanted, as in requests_total{code=~"5.."}; functions are for Prometheus',
    );
  }
  const matchers: Matcher[] = [];
  for (MATCHER.lastIndex = 0; inner.slice(MATCHER.lastIndex).trim() !== '';) {
    const from = MATCHER.lastIndex;
    const [, label = '', operator = '', literal = ''] = MATCHER.exec(inner) ?? [];
    if (label === '') {
      return refused(text, `"${inner.slice(from).trim()}" is no matcher: label="value" is wanted`);
    }
    const matcher = createMatcher(label, operator, literal);
    if (typeof matcher === 'string') return refused(text, matcher);
    matchers.push(matcher);
  }
  return { outcome: 'selector', selector: { name, matchers } };
}

function createMatcher(label: string, operator: string, literal: string): Matcher | string {
  const wanted = readLiteral(literal.slice(1, -1), quoteOf(literal));
  if (wanted === undefined) return `${literal} holds an unknown escape`;
  const isNegated = operator.startsWith('!');
  if (!operator.endsWith('~')) {
    return { label, isPattern: false, matches: (value) => (value === wanted) !== isNegated };
  }
  const pattern = compilePattern(wanted);
  return pattern.outcome === 'pattern'
    ? { label, isPattern: true, matches: (value) => pattern.test(value) !== isNegated }
    : pattern.problem;
}

export type Selection =
  | { readonly outcome: 'selected'; readonly series: readonly Series[] }
  | { readonly outcome: 'refused'; readonly problem: string };

/** The series that the selector matches. */
export function select(all: readonly Series[], { name, matchers }: Selector): Selection {
  const selected: Series[] = [];
  for (const series of all) {
    if (series.name !== name) continue;
    const tooLong = matchers.find(
      ({ label, isPattern }) =>
        isPattern && (series.labels.get(label)?.length ?? 0) > LONGEST_VALUE,
    );
    if (tooLong !== undefined) {
      const problem = `a value of ${tooLong.label} in ${name} is longer than ${LONGEST_VALUE} characters: match it with = instead of a pattern`;
      return { outcome: 'refused', problem };
    }
    if (matchers.every(({ label, matches }) => matches(series.labels.get(label) ?? ''))) {
      selected.push(series);
    }
  }
  return { outcome: 'selected', series: selected };
}

function refused(text: string, why: string): SelectorResult {
  return { outcome: 'refused', problem: `the selector ${text} is refused: ${why}` };
}
