import type {
  ByPod,
  Evidence,
  PairedCounts,
  PairedDistributions,
  PairedReadings,
  PairedTallies,
  Question,
} from '../../../src/core/judge/statistics/evidence.ts';
import { startCountJudge } from '../../../src/core/judge/statistics/count.ts';
import { startGaugeJudge } from '../../../src/core/judge/statistics/gauge.ts';
import { startHistogramJudge } from '../../../src/core/judge/statistics/histogram.ts';
import type { Judge } from '../../../src/core/judge/statistics/judging.ts';
import { startProportionJudge } from '../../../src/core/judge/statistics/proportion.ts';
import { PHASE } from '../traffic.ts';
import type { Rule } from './rule.ts';

/** Our own judge as a rule: 1% for the whole phase, margins as they follow from what is known. */
const QUESTION: Question = { direction: 'increase', alpha: 0.01, phase: PHASE };

function asRule<Pair>(
  name: string,
  start: (question: Question) => Judge<Pair>,
  see: (pair: Pair) => Pair = (pair) => pair,
  question = QUESTION,
): Rule<Pair> {
  return {
    name,
    begin() {
      const judge = start(question);
      return (minute) => {
        judge.observe(see(minute));
        return judge.standing().harm === 'shown';
      };
    },
  };
}

export const withPods: Rule = asRule('ours, pods', startProportionJudge);
export const withoutPods: Rule = asRule('ours, no pods', startProportionJudge, hidePods);

/** A rollout's 1% shared by so many sentences, over all phases: each has 1% / sentences. */
export function sharing(sentences: number): Rule {
  const question = { ...QUESTION, alpha: QUESTION.alpha / sentences };
  return asRule(`1% / ${sentences}`, startProportionJudge, undefined, question);
}

export const latencyWithPods: Rule<PairedDistributions> = asRule('ours, pods', startHistogramJudge);
export const latencyWithoutPods: Rule<PairedDistributions> = asRule(
  'ours, no pods',
  startHistogramJudge,
  hidePods,
);

export const countRatio: Rule<PairedTallies> = asRule('ours', startCountJudge);

export const gaugeRatio: Rule<PairedReadings> = asRule('ours', startGaugeJudge);

/** What the whole evidence says at the end of a phase. */
export function judgeAtEnd(series: readonly PairedCounts[], question = QUESTION): Evidence {
  const judge = startProportionJudge(question);
  for (const minute of series) judge.observe(minute);
  return judge.evidence();
}

function hidePods<Side, Pair extends { canary: ByPod<Side>; baseline: ByPod<Side> }>(
  pair: Pair,
): Pair {
  const { pods: _canary, podColumns: _columns, ...canary } = pair.canary;
  const { pods: _baseline, podColumns: _others, ...baseline } = pair.baseline;
  return { ...pair, canary, baseline };
}
