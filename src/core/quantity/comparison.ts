/** How a number is held against a limit. */
export type Comparison = '<' | '<=' | '>' | '>=' | '==';

/** Whether `value` compares so with `limit`. NaN satisfies nothing, and neither does a comparison nobody knows. */
export function holds(value: number, comparison: Comparison, limit: number): boolean {
  switch (comparison) {
    case '<':
      return value < limit;
    case '<=':
      return value <= limit;
    case '>':
      return value > limit;
    case '>=':
      return value >= limit;
    case '==':
      return value === limit;
    default:
      return false;
  }
}
