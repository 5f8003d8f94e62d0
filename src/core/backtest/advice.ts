import type { Plan, Sentence } from '../plan/plan.ts';
import { formatQuantity } from '../quantity/unit.ts';
import type { PhaseTally, SentenceTally } from './report.ts';
import { sentencesOf } from './tally.ts';

/** Headroom above the noise that was seen: the next week is not the last one. */
const HEADROOM = 1.1;

/** What to change in the plan so that it keeps quiet on quiet days. */
export function advise(
  plan: Plan,
  phases: readonly PhaseTally[],
  tallies: readonly SentenceTally[],
): readonly string[] {
  const sentences = sentencesOf(plan);
  return [
    ...tallies.flatMap((tally) => {
      const found = sentences.find(({ sentence }) => sentence.text === tally.sentence);
      return found === undefined ? [] : adviseOn(plan, found.sentence, tally);
    }),
    ...phases.flatMap(adviseOnSilence),
  ];
}

function adviseOn(plan: Plan, sentence: Sentence, tally: SentenceTally): readonly string[] {
  if (tally.broken === 0 || tally.noise === undefined) return [];
  const often = `\`${sentence.text}\` was broken in ${tally.broken} of ${tally.trials} quiet starts`;
  return [`${often}: ${remedy(plan, sentence, tally.noise.most)}`];
}

function remedy(plan: Plan, { metric, test }: Sentence, most: number): string {
  switch (test.kind) {
    case 'limit': {
      const unit = plan.metrics.find(({ name }) => name === metric)?.unit ?? test.unit;
      const seen = formatQuantity(most, unit);
      return `healthy looks reach ${seen}; move the limit beyond that, look over a longer \`window\`, or allow a \`failureLimit\``;
    }
    case 'baseline': {
      const factor = test.factor < 1 ? most / HEADROOM : most * HEADROOM;
      return `equally good versions differ ${most.toFixed(2)}x at a look; write \`baseline * ${round(factor)}\`, a longer \`window\`, or \`no significant …\`, which weighs all looks together`;
    }
    case 'no-significant': {
      const apart = Math.abs(Math.max(most, 1 / most) - 1) * HEADROOM;
      return `equally good versions end ${most.toFixed(2)}x apart; write \`within ${Math.max(1, Math.ceil(apart * 100))}%\``;
    }
  }
}

function adviseOnSilence({ phase, starts, unanswered }: PhaseTally): readonly string[] {
  return unanswered === 0
    ? []
    : [
        `${phase} would have waited for a person in ${unanswered} of ${starts} quiet starts: too little or no data; allow an \`extend\`, a longer \`bake\` or more weight, or fewer \`minimumSamples\``,
      ];
}

/** Up to the next twentieth, away from 1. */
function round(factor: number): number {
  const steps = factor * 20;
  return (factor < 1 ? Math.floor(steps) : Math.ceil(steps)) / 20;
}
