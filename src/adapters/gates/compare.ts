import type { Operator } from '../../core/plan/plan.ts';

/** Whether a number satisfies a condition. NaN satisfies nothing. */
export function compare(
  number: number,
  { operator, value }: { readonly operator: Operator | '=='; readonly value: number },
): boolean {
  switch (operator) {
    case '<':
      return number < value;
    case '<=':
      return number <= value;
    case '>':
      return number > value;
    case '>=':
      return number >= value;
    case '==':
      return number === value;
    default:
      return false; // a comparison nobody knows opens nothing
  }
}
