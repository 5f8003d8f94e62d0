import type { ProblemCode } from '../../../../src/core/plan/problem.ts';

/** A plan with one mistake. */
export interface Mistake {
  readonly mistake: string;
  /** The text of the plan; `▶` marks the place the mistake must be told at. */
  readonly plan: string;
  readonly code: ProblemCode;
  /** Must be in what was found. */
  readonly found: string;
  /** Must be in what would be right. */
  readonly expected: string;
  readonly severity?: 'warning';
}
