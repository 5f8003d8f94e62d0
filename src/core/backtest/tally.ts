import type { Plan, Sentence } from '../plan/plan.ts';
import { MINUTE, type Plant, onsetIn } from './plant.ts';
import { rangeOfShare } from './proportion-range.ts';
import type { PhaseTally, Planted, SentenceTally, Share } from './report.ts';
import { lengthOf } from './starts.ts';
import { isAlarm, type Reach, type TrialResult } from './trial.ts';

/** How each phase fared in the quiet. */
export function tallyPhases(
  { phases }: Plan,
  results: readonly TrialResult[],
): readonly PhaseTally[] {
  return phases.map((phase, index) => {
    const own = results.filter((one) => one.phase === index);
    const answered = own.filter(({ end }) => end !== 'unanswered');
    const withoutData = own.filter(({ end, hasGap }) => end === 'unanswered' && hasGap).length;
    return {
      phase: phase.name,
      weight: phase.weight,
      bake: phase.bake,
      starts: own.length,
      passed: own.filter(({ end }) => end === 'passed').length,
      unanswered: own.length - answered.length - withoutData,
      withoutData,
      falseAlarms: shareOf(answered.filter(isAlarm), answered, lengthOf(phase)),
    };
  });
}

/**
 * What share of the trials they are. Trials that overlap say less than their number: as much as those of them
 * that do not.
 */
export function shareOf(
  hits: readonly TrialResult[],
  trials: readonly TrialResult[],
  length: number,
): Share {
  const [count, of] = [hits.length, trials.length];
  const independent = countApart(trials, length);
  const evidence = of === 0 ? 0 : Math.ceil((count * independent) / of);
  return { count, of, independent, range: rangeOfShare(evidence, independent) };
}

function countApart(trials: readonly TrialResult[], length: number): number {
  let count = 0;
  let free = Number.NEGATIVE_INFINITY;
  for (const { start } of trials) {
    if (start < free) continue;
    count += 1;
    free = start + length;
  }
  return count;
}

/** How each sentence fared in the quiet, all phases together, in the plan's order. */
export function tallySentences(
  plan: Plan,
  results: readonly TrialResult[],
): readonly SentenceTally[] {
  return sentencesOf(plan).map(({ sentence, isHarm }) => {
    const traces = results.flatMap((one) => one.sentences.get(sentence.text) ?? []);
    const kind = sentence.test.kind === 'limit' ? ('value' as const) : ('ratio' as const);
    const isLow = harmsBelow(sentence, isHarm);
    const extremes = traces
      .flatMap(({ canary, ratio }) => (kind === 'value' ? canary : ratio) ?? [])
      .map((reach) => extremeOf(reach, sentence, isLow))
      .filter(Number.isFinite)
      .toSorted((a, b) => (isLow ? b - a : a - b));
    return {
      sentence: sentence.text,
      decided: results.filter((one) => isAlarm(one) && one.criterion === sentence.text).length,
      broken: traces.filter(({ broken }) => broken).length,
      trials: traces.length,
      noise:
        extremes.length === 0
          ? undefined
          : { kind, half: quantile(extremes, 0.5), most: quantile(extremes, 0.99) },
    };
  });
}

/** The most harmful number of a trial; of a sentence that weighs all looks together, the last. */
function extremeOf(reach: Reach, { test }: Sentence, isLow: boolean): number {
  if (test.kind === 'no-significant') return reach.last;
  return isLow ? reach.lowest : reach.highest;
}

/** All sentences of the plan, each once. */
export function sentencesOf({
  phases,
  rollback,
}: Plan): readonly { readonly sentence: Sentence; readonly isHarm: boolean }[] {
  const all = [
    ...phases.flatMap(({ criteria }) => criteria).map((sentence) => ({ sentence, isHarm: false })),
    ...rollback.map((sentence) => ({ sentence, isHarm: true })),
  ];
  return [...new Map(all.map((one) => [one.sentence.text, one])).values()];
}

/** Whether it is low numbers that break the sentence. */
function harmsBelow({ test }: Sentence, isHarm: boolean): boolean {
  if (test.kind === 'no-significant') return test.direction === 'drop';
  const isBelow = test.operator === '<' || test.operator === '<=';
  return isBelow === isHarm;
}

/** How often and how soon each phase caught what was planted. */
export function tallyPlant(
  { phases }: Plan,
  plant: Plant,
  results: readonly TrialResult[],
): Planted {
  return {
    plant: plant.text,
    phases: phases.flatMap((phase, index) => {
      const onset = onsetIn(plant, phase.bake);
      const reached = results.filter((one) => one.phase === index && one.at > one.start + onset);
      if (reached.length === 0) return [];
      const caught = reached.filter(isAlarm);
      const minutes = caught
        .map(({ at, start }) => (at - start - onset) / MINUTE)
        .toSorted((a, b) => a - b);
      return [
        {
          phase: phase.name,
          bake: phase.bake,
          onset,
          caught: shareOf(caught, reached, lengthOf(phase)),
          minutes:
            minutes.length === 0
              ? undefined
              : { median: quantile(minutes, 0.5), p95: quantile(minutes, 0.95) },
          by: countBy(caught.map(({ criterion }) => criterion ?? '')),
        },
      ];
    }),
  };
}

function countBy(texts: readonly string[]): Planted['phases'][number]['by'] {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  return [...counts]
    .map(([sentence, count]) => ({ sentence, count }))
    .toSorted((one, other) => other.count - one.count);
}

/** The value that a share `q` of the sorted values does not exceed: the nearest rank, never in between. */
function quantile(sorted: readonly number[], q: number): number {
  const rank = Math.max(1, Math.ceil(q * sorted.length));
  return sorted[rank - 1] ?? Number.NaN;
}
