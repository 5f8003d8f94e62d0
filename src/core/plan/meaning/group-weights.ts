import { suggest } from '../nearest.ts';
import type { Notes } from '../notes.ts';
import type { Path } from '../source/path.ts';
import { list, quote } from '../wording.ts';

/** How far weights may miss 100 by being rounded: three groups of 33.3. */
const ROUNDING = 0.5;

/** Weights are of groups that metrics are in, and share out 100 percent. */
export function checkGroupWeights(
  weights: Readonly<Record<string, number>>,
  groups: readonly string[],
  path: Path,
  notes: Notes,
): void {
  const known = [...new Set(groups)];
  const unknown = Object.keys(weights).filter((name) => !known.includes(name));
  for (const name of unknown) {
    notes.errorAt(
      notes.source.keyPosition([...path, name]),
      'unknown-group',
      `no metric is in the group ${quote(name)}`,
      suggest(name, known, `use ${list(known, 'or')}, or put a metric into it`),
    );
  }
  if (unknown.length === 0 && known.length > 0) checkSum(weights, known, path, notes);
}

function checkSum(
  weights: Readonly<Record<string, number>>,
  groups: readonly string[],
  path: Path,
  notes: Notes,
): void {
  const sum = Object.values(weights).reduce((total, weight) => total + weight, 0);
  const isComplete = groups.every((name) => Object.hasOwn(weights, name));
  if (sum > 100 + ROUNDING) {
    noteSum(sum, path, notes, 'lower them until they add up to 100');
  } else if (isComplete && sum < 100 - ROUNDING) {
    noteSum(sum, path, notes, 'raise them until they add up to 100, or leave one of them out');
  }
}

function noteSum(sum: number, path: Path, notes: Notes, expected: string): void {
  const found = `the weights of the groups add up to ${Number(sum.toFixed(2))}`;
  notes.error(path, 'group-weights', found, expected);
}
