import type { Evidence, PairedReadings, Question } from './evidence.ts';

/** What the series says at this look, computed from the start of the phase. */
export function judgeGauge(series: Iterable<PairedReadings>, question: Question): Evidence {
  throw new Error(`not built yet: ${question.direction} of ${typeof series}`);
}
