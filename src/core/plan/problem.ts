import type { Position } from './plan.ts';

/** One thing wrong with a plan, told so that it can be mended without looking anything up. */
export interface Problem extends Position {
  readonly severity: 'error' | 'warning';
  /** A closed code for machines, e.g. `unknown-key`, `unknown-metric`, `weight-falls`. */
  readonly code: string;
  /** What was found. */
  readonly found: string;
  /** What would be right, with the nearest known word where there is one. */
  readonly expected: string;
}

/** One line as compilers write them: `rollout.yml:12:5: error: … — …`. */
export function formatProblem(file: string, problem: Problem): string {
  return `${file}:${problem.line}:${problem.column}: ${problem.severity}: ${problem.found}: ${problem.expected}`;
}
