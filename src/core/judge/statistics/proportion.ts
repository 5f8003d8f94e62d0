import type { Evidence, PairedCounts, Question } from './evidence.ts';

/** What the series says at this look, computed from the start of the phase. */
export function judgeProportion(series: Iterable<PairedCounts>, question: Question): Evidence {
  throw new Error(`not built yet: ${question.direction} of ${typeof series}`);
}
