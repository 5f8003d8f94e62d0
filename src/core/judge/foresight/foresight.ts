import type { Metric, Phase, Plan, Sentence, Weight } from '../../plan/plan.ts';
import type { Duration } from '../../quantity/instant.ts';
import { sentencesThatWeigh, shareFalseAlarms } from '../budget.ts';
import {
  type Inquiry,
  inquireMultiple,
  inquireSignificance,
  isOfMetric,
  readRatio,
} from '../inquiry.ts';
import type { CriterionReport } from '../report.ts';
import { lookAhead, type Outlook, type Prediction } from './outlook.ts';
import type { UsualTraffic } from './traffic.ts';

/** What a sentence that weighs evidence will be able to see in one phase. */
export interface Foresight {
  /** Index of the phase. */
  readonly phase: number;
  readonly sentence: Sentence;
  readonly role: CriterionReport['role'];
  /** This sentence's share of the rollout's false alarms, a chance. */
  readonly falseAlarms: number;
  /**
   * The largest harm that is none: a ratio of what the metric shows, below 1 where less is harm. Left out where it
   * is one of odds.
   */
  readonly allowed?: number;
  /**
   * The smallest harm that is shown in four of five cases by the end of the phase, extension included: a ratio of
   * what the metric shows. Infinity when none would be, however large.
   */
  readonly detectable: number;
  /** There when a harm of `harm` would most likely not be shown in time; what would be enough. */
  readonly blind?: {
    readonly harm: number;
    /** A bake of this length would do; left out when a year would not. */
    readonly bake?: Duration;
    /** So would this weight, in whole percent below 100; left out when none would. */
    readonly weight?: Weight;
  };
}

/** A sentence that cannot show five times the harm it allows has no use. */
const YARDSTICK = 5;
const LONGEST_BAKE: Duration = 365 * 86_400_000;
/** Bakes are proposed in steps that people would write. */
const STEP: Duration = 5 * 60_000;

/**
 * What every sentence that weighs evidence can see in every phase on a usual day, in the plan's order. Sentences
 * about metrics of which nothing is known are left out, and so are phases at 100%.
 */
export function foresee(plan: Plan, usual: UsualTraffic): readonly Foresight[] {
  return plan.phases.flatMap((phase, index) =>
    sentencesThatWeigh(plan, phase).flatMap(
      (sentence) => foreseeSentence(plan, index, phase, sentence, usual) ?? [],
    ),
  );
}

function foreseeSentence(
  plan: Plan,
  index: number,
  phase: Phase,
  sentence: Sentence,
  usual: UsualTraffic,
): Foresight | undefined {
  const metric = plan.metrics.find(({ name }) => name === sentence.metric);
  const known = usual.get(sentence.metric);
  const role = phase.criteria.includes(sentence) ? 'criterion' : 'condition';
  const inquiry = inquire(sentence, role);
  if (metric === undefined || known === undefined || inquiry === undefined) return undefined;
  const { share } = shareFalseAlarms(plan);
  const asked = { metric, inquiry, alpha: share, weight: phase.weight };
  const outlook = lookAhead(asked, known);
  if (outlook === undefined) return undefined;
  const read = (harm: number) => readRatio(harm, inquiry.direction);
  const intervals = countIntervals(metric, phase, sentence, role);
  const detectable = outlook.detectable(intervals);
  const harm = YARDSTICK * Math.max(1, outlook.margin);
  const isBlind = !(outlook.intervalsFor(harm, intervals) <= intervals);
  const at = (weight: Weight) => lookAhead({ ...asked, weight }, known);
  return {
    phase: index,
    sentence,
    role,
    falseAlarms: share,
    ...(isOfMetric(inquiry, metric.shape.kind) && { allowed: read(outlook.margin) }),
    detectable: Number.isFinite(detectable) ? read(detectable) : detectable,
    ...(isBlind && {
      blind: { harm: read(harm), ...proposeBake(outlook, harm, asked), ...proposeWeight() },
    }),
  };

  function proposeWeight() {
    for (let weight = Math.floor(phase.weight) + 1; weight < 100; weight += 1) {
      if (Number.isFinite(at(weight)?.intervalsFor(harm, intervals))) return { weight };
    }
    return {};
  }
}

function proposeBake(outlook: Outlook, harm: number, { metric }: Prediction) {
  const { interval, initialDelay } = metric.looks;
  const needed = outlook.intervalsFor(harm, Math.floor(LONGEST_BAKE / interval));
  if (!Number.isFinite(needed)) return {};
  return { bake: Math.ceil((initialDelay + needed * interval) / STEP) * STEP };
}

function inquire({ test }: Sentence, role: CriterionReport['role']): Inquiry | undefined {
  switch (test.kind) {
    case 'no-significant':
      return inquireSignificance(test);
    case 'baseline':
      return inquireMultiple(test, role);
    case 'limit':
      return undefined;
  }
}

/** A criterion with `for` is judged by its last so many minutes. */
function countIntervals(
  { looks }: Metric,
  { bake, extend }: Phase,
  { for: required }: Sentence,
  role: CriterionReport['role'],
): number {
  const time = bake + extend - looks.initialDelay;
  const judged = role === 'criterion' ? Math.min(required ?? time, time) : time;
  return Math.max(0, Math.floor(judged / looks.interval));
}
