import type { Outline } from '../meaning/outline.ts';
import type { Notes } from '../notes.ts';

/** Weights rise from phase to phase, and the last phase carries everything. */
export function checkWeights({ phases }: Outline, notes: Notes): void {
  let highest = 0;
  for (const { weight, path } of phases) {
    if (weight === undefined) continue;
    if (weight <= highest) {
      notes.error(
        [...path, 'weight'],
        'weight-falls',
        `a weight of ${weight}% follows one of ${highest}%`,
        highest < 100
          ? `weights rise from phase to phase: write more than ${highest}%`
          : 'nothing can come after 100%: remove the phase, or lower the weights before it',
      );
    }
    highest = Math.max(highest, weight);
  }
  const last = phases.at(-1);
  if (last?.weight === undefined || highest === 100) return;
  notes.error(
    [...last.path, 'weight'],
    'never-full',
    `the last phase carries ${last.weight}% of the traffic`,
    'end with a phase of weight 100%: what never carried everything cannot be promoted',
  );
}
