import type { Outline } from '../meaning/outline.ts';
import type { Notes } from '../notes.ts';
import { quote } from '../wording.ts';
import { comparesWithBaseline } from './watching.ts';

/** At 100% nobody is left on the stable version. A rollback condition simply rests there; a criterion would wait for ever. */
export function checkBaseline({ phases }: Outline, notes: Notes): void {
  for (const { weight, criteria } of phases) {
    if (weight !== 100) continue;
    for (const { sentence, claimPosition } of criteria.filter(comparesWithBaseline)) {
      notes.errorAt(
        claimPosition,
        'baseline-unavailable',
        `${quote(sentence.text)} in a phase of weight 100%`,
        'no stable traffic is left to compare with: compare with a value, such as `< 0.5%`, or in an earlier phase',
      );
    }
  }
}
