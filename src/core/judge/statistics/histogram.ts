import type { Evidence, PairedDistributions, Question } from './evidence.ts';

/** What the series says at this look, computed from the start of the phase. */
export function judgeHistogram(
  series: Iterable<PairedDistributions>,
  question: Question,
): Evidence {
  throw new Error(`not built yet: ${question.direction} of ${typeof series}`);
}
