const LONGEST_PATTERN = 200;
/** About a tenth of a second. */
const MOST_STEPS = 10_000_000;

/** A label's value longer than this is not matched against a pattern: time may grow with its cube. */
export const LONGEST_VALUE = 200;

export type Pattern =
  | { readonly outcome: 'pattern'; readonly test: (value: string) => boolean }
  | { readonly outcome: 'refused'; readonly problem: string };

/**
 * Compiles a matcher's regular expression, anchored at both ends as Prometheus does. Only what Prometheus
 * knows and what cannot run away on values of `LONGEST_VALUE` is let through: no look-around or
 * back-references, no repeated groups, and few repetitions and choices.
 */
export function compilePattern(source: string): Pattern {
  const problem = findProblem(source);
  if (problem !== undefined) return refused(source, problem);
  const insensitive = source.startsWith('(?i)');
  const body = withKnownEscapes(insensitive ? source.slice(4) : source);
  try {
    const expression = new RegExp(`^(?:${body})$`, insensitive ? 'isu' : 'su');
    return { outcome: 'pattern', test: (value) => expression.test(value) };
  } catch {
    return refused(source, 'it is no regular expression, or one that is not understood here');
  }
}

function findProblem(source: string): string | undefined {
  if (source.length > LONGEST_PATTERN) return `it is longer than ${LONGEST_PATTERN} characters`;
  if (/\\[1-9k]/.test(source.replaceAll('\\\\', ''))) return 'it refers back to a group';
  // Escaped signs and character classes stand for one character: what is left is structure.
  const structure = source.replaceAll(/\\[^]/g, 'x').replaceAll(/\[\^?\]?[^\]]*\]/g, 'x');
  if (/\(\?<?[=!]/.test(structure)) return 'it looks around, which Prometheus does not know either';
  if (/\)(?:[*+]|\{\d)/.test(structure)) {
    return 'it repeats a group: repeat a character or class, or write the alternatives out';
  }
  return worstSteps(structure.replaceAll('(?', '(')) > MOST_STEPS
    ? 'matching it could take too long: use fewer *, +, ? and |'
    : undefined;
}

/**
 * How many ways there are at most to try a pattern on a value: each repetition may end anywhere, each option
 * and choice doubles them. Whole alternatives are tried one after the other, so these add up.
 */
function worstSteps(structure: string): number {
  let depth = 0;
  let sum = 0;
  let ways = 1;
  for (const sign of structure.replaceAll(/\{\d+,\d*\}/g, '*')) {
    if (sign === '(') depth += 1;
    if (sign === ')') depth -= 1;
    if (sign === '*' || sign === '+') ways *= LONGEST_VALUE;
    if (sign === '?' || (sign === '|' && depth > 0)) ways *= 2;
    if (sign === '|' && depth === 0) {
      sum += ways;
      ways = 1;
    }
  }
  return sum + ways;
}

/** Prometheus lets any punctuation be escaped; here the escapes without need are refused, so these are spelled out. */
function withKnownEscapes(source: string): string {
  return source.replaceAll(/\\([^])/g, (escape, sign: string) =>
    /[\s"'#%&,:;<=>@_`~!-]/.test(sign)
      ? `\\x${sign.charCodeAt(0).toString(16).padStart(2, '0')}`
      : escape,
  );
}

function refused(source: string, problem: string): Pattern {
  return { outcome: 'refused', problem: `the pattern "${source}" is refused: ${problem}` };
}
