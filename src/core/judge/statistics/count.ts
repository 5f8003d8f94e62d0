import type { Evidence, PairedTallies, Question } from './evidence.ts';

/** What the series says at this look, computed from the start of the phase. */
export function judgeCount(series: Iterable<PairedTallies>, question: Question): Evidence {
  throw new Error(`not built yet: ${question.direction} of ${typeof series}`);
}
