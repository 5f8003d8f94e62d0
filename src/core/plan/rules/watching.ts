import type { Duration } from '../../quantity/instant.ts';
import type { ResolvedPhase } from '../meaning/phase.ts';
import type { ResolvedSentence } from '../meaning/sentence.ts';

/** How long a phase must run before a sentence can be judged for the first time. */
export function timeToFirstLook({ metric }: ResolvedSentence): Duration {
  return metric === undefined ? 0 : metric.looks.initialDelay + metric.looks.window;
}

/** How long a phase must run before a sentence can have been true for as long as its `for` asks. */
export function timeToLast({ metric, sentence }: ResolvedSentence): Duration {
  return sentence.for === undefined ? 0 : (metric?.looks.initialDelay ?? 0) + sentence.for;
}

/** Whether the sentence needs stable traffic to compare with. */
export function comparesWithBaseline({ sentence }: ResolvedSentence): boolean {
  return sentence.test.kind !== 'limit';
}

/** Whether a rollback condition can come true in a phase at all. */
export function canWatch(condition: ResolvedSentence, { bake, weight }: ResolvedPhase): boolean {
  if (weight === 100 && comparesWithBaseline(condition)) return false;
  const needed = Math.max(timeToFirstLook(condition), timeToLast(condition));
  return bake === undefined || bake >= needed;
}
