import { writeDuration } from '../../quantity/duration.ts';
import type { Outline } from '../meaning/outline.ts';
import type { ResolvedPhase } from '../meaning/phase.ts';
import type { ResolvedSentence } from '../meaning/sentence.ts';
import type { Notes } from '../notes.ts';
import { quote } from '../wording.ts';
import { canWatch, timeToFirstLook, timeToLast } from './watching.ts';

/** Phases are long enough for what is to be judged in them. */
export function checkTiming({ phases, conditions }: Outline, notes: Notes): void {
  for (const phase of phases) {
    checkBake(phase, notes);
    checkEarly(phase, notes);
    for (const criterion of phase.criteria) {
      checkLeastFor(criterion, notes);
      checkMostFor(criterion, phase, notes);
    }
  }
  for (const condition of conditions) {
    checkLeastFor(condition, notes);
    checkWatched(condition, phases, notes);
  }
}

/** Told once per phase, for the criterion that needs the longest bake. */
function checkBake({ criteria, bake, name, path }: ResolvedPhase, notes: Notes): void {
  const slowest = criteria.toSorted((a, b) => timeToFirstLook(b) - timeToFirstLook(a))[0];
  if (bake === undefined || slowest === undefined || bake >= timeToFirstLook(slowest)) return;
  const least = writeDuration(timeToFirstLook(slowest));
  notes.error(
    [...path, 'bake'],
    'bake-too-short',
    `${name === undefined ? 'the phase' : quote(name)} bakes ${writeDuration(bake)}, but ${quote(slowest.sentence.metric)} is first judged after ${least}`,
    `bake at least ${least} (initialDelay + window), or shorten the window`,
  );
}

function checkEarly({ bake, earlyAfter, path }: ResolvedPhase, notes: Notes): void {
  if (bake === undefined || earlyAfter === undefined || earlyAfter < bake) return;
  notes.error(
    [...path, 'early-after'],
    'bake-too-short',
    `it may pass early after ${writeDuration(earlyAfter)}, but bakes only ${writeDuration(bake)}`,
    'write less than the bake, or leave it out',
  );
}

function checkMostFor(criterion: ResolvedSentence, { bake }: ResolvedPhase, notes: Notes): void {
  const needed = timeToLast(criterion);
  if (bake === undefined || needed <= bake) return;
  notes.errorAt(
    criterion.forPosition,
    'for-too-long',
    `${quote(`for ${writeDuration(criterion.sentence.for ?? 0)}`)} takes ${writeDuration(needed)}, longer than the bake of ${writeDuration(bake)}`,
    'shorten it, or bake longer: it could never come true',
  );
}

function checkLeastFor({ sentence, metric, forPosition }: ResolvedSentence, notes: Notes): void {
  if (sentence.for === undefined || metric === undefined) return;
  const { interval } = metric.looks;
  if (sentence.for >= interval) return;
  notes.errorAt(
    forPosition,
    'for-too-short',
    `${quote(`for ${writeDuration(sentence.for)}`)} is shorter than the interval of ${writeDuration(interval)}`,
    `write at least ${writeDuration(interval)}, or leave it out: one look cannot last`,
  );
}

function checkWatched(
  condition: ResolvedSentence,
  phases: readonly ResolvedPhase[],
  notes: Notes,
): void {
  if (phases.length === 0 || phases.some((phase) => canWatch(condition, phase))) return;
  notes.errorAt(
    condition.sentence.position,
    'never-judged',
    `${quote(condition.sentence.text)} can come true in no phase`,
    'bake a phase long enough for its window and its `for`, with stable traffic if it compares with the baseline',
  );
}
