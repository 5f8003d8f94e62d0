import { fewestLooks } from '../../judge/fewest-looks.ts';
import { writeDuration } from '../../quantity/duration.ts';
import type { Outline } from '../meaning/outline.ts';
import type { ResolvedPhase } from '../meaning/phase.ts';
import type { ResolvedSentence } from '../meaning/sentence.ts';
import type { Notes } from '../notes.ts';
import { quote } from '../wording.ts';
import { comparesWithBaseline } from './watching.ts';

/** A criterion that weighs evidence gets enough looks in its phase to come to a conclusion. */
export function checkEvidence({ phases }: Outline, notes: Notes): void {
  for (const phase of phases) {
    for (const criterion of phase.criteria.filter(comparesWithBaseline)) {
      checkLooks(criterion, phase, notes);
    }
  }
}

function checkLooks(
  { sentence, metric, claimPosition }: ResolvedSentence,
  { bake, extend, name, weight }: ResolvedPhase,
  notes: Notes,
): void {
  if (metric === undefined || bake === undefined || weight === 100) return;
  const { interval, initialDelay } = metric.looks;
  const time = Math.min(sentence.for ?? Number.POSITIVE_INFINITY, bake + extend - initialDelay);
  const looks = Math.floor(time / interval);
  const least = fewestLooks(metric.shape.kind);
  if (looks >= least) return;
  const needed = writeDuration(least * interval);
  const place = sentence.for === undefined ? 'bake at least' : 'write `for` at least';
  const isJudgedAnyway = metric.shape.kind === 'gauge' && sentence.test.kind === 'baseline';
  const otherwise = isJudgedAnyway
    ? 'its looks would be judged one by one, by chance alone'
    : 'it could never be shown to be broken';
  notes.warnAt(
    claimPosition,
    'too-few-looks',
    `${quote(sentence.text)} is judged by ${looks} looks${name === undefined ? '' : ` in ${quote(name)}`}, and evidence takes ${least}`,
    `${place} ${needed}, or look more often: ${otherwise}`,
  );
}
