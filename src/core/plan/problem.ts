import type { Position } from './plan.ts';

/** One thing wrong with a plan, told so that it can be mended without looking anything up. */
export interface Problem extends Position {
  readonly severity: 'error' | 'warning';
  /** For machines. */
  readonly code: ProblemCode;
  /** What was found. */
  readonly found: string;
  /** What would be right, with the nearest known word where there is one. */
  readonly expected: string;
}

/** Every kind of mistake a plan can hold; closed, so that machines can branch on it. */
export type ProblemCode =
  // the file
  | 'unreadable'
  | 'too-large'
  | 'too-deep'
  | 'empty'
  | 'yaml-syntax'
  | 'several-documents'
  | 'yaml-tag'
  | 'unknown-alias'
  | 'alias-bomb'
  | 'duplicate-key'
  | 'key-not-text'
  // its shape
  | 'unknown-key'
  | 'missing-key'
  | 'wrong-value'
  | 'one-of'
  // names and variables
  | 'duplicate-name'
  | 'reserved-name'
  | 'unknown-variable'
  | 'misplaced-variable'
  | 'literal-secret'
  // the target
  | 'same-version'
  | 'unverifiable-target'
  | 'promote-hook-missing'
  // metrics
  | 'unknown-metric'
  | 'unused-metric'
  | 'unknown-group'
  | 'group-weights'
  | 'query-without-version'
  | 'query-without-window'
  | 'rate-for-increase'
  | 'wrong-shape'
  | 'window-interval'
  // sentences
  | 'sentence'
  | 'wrong-unit'
  | 'impossible-limit'
  | 'wrong-way'
  | 'baseline-unavailable'
  | 'contradiction'
  // gates
  | 'bad-window'
  | 'unknown-timezone'
  | 'condition'
  | 'circular-gate'
  | 'blind-gate'
  // phases
  | 'weight-falls'
  | 'never-full'
  | 'bake-too-short'
  | 'too-few-points'
  | 'for-too-long'
  | 'for-too-short'
  | 'never-judged'
  | 'unjudged-phase'
  | 'too-few-looks'
  | 'approval';

/** The order of the file. */
export function byPosition(one: Position, other: Position): number {
  return one.line - other.line || one.column - other.column;
}

/** One line as compilers write them: `rollout.yml:12:5: error: … : …`. */
export function formatProblem(file: string, problem: Problem): string {
  return `${file}:${problem.line}:${problem.column}: ${problem.severity}: ${problem.found}: ${problem.expected}`;
}
