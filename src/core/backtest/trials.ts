import type { Metric, Plan } from '../plan/plan.ts';
import { type BacktestRequest, unquiet } from './request.ts';
import { beatOf, lengthOf, startsIn } from './starts.ts';
import type { Trial } from './trial.ts';

/**
 * Every phase begun all over the quiet part of the period, as it is and with each regression; in the order of
 * time, so that the history is gone through once.
 */
export function planTrials(plan: Plan, request: BacktestRequest): readonly Trial[] {
  const { period, plants, every } = request;
  const beat = beatOf(plan.metrics);
  const trials = plan.phases.flatMap((phase, index) => {
    const length = lengthOf(phase);
    const starts = startsIn(period, { beat, every: every ?? length, length }, unquiet(request));
    const kinds = [undefined, ...plants.keys()];
    return starts.flatMap((start) => kinds.map((plant) => ({ phase: index, start, plant })));
  });
  return trials.toSorted((one, other) => one.start - other.start);
}

/** A metric that cannot be replayed. */
export interface LeftOut {
  readonly metric: string;
  readonly why: string;
}

/**
 * The plan without what has no past: metrics pages and commands tell only of the present, and their sentences
 * go with them.
 */
export function replayable(plan: Plan): {
  readonly plan: Plan;
  readonly leftOut: readonly LeftOut[];
} {
  const used = plan.metrics.filter((metric) => isUsed(plan, metric));
  const has = (name: string) => used.some((one) => one.name === name && hasPast(one));
  return {
    plan: {
      ...plan,
      metrics: used.filter(hasPast),
      phases: plan.phases.map((phase) => ({
        ...phase,
        criteria: phase.criteria.filter(({ metric }) => has(metric)),
      })),
      rollback: plan.rollback.filter(({ metric }) => has(metric)),
    },
    leftOut: used
      .filter((metric) => !hasPast(metric))
      .map(({ name, source }) => ({ metric: name, why: `${source.kind} knows only the present` })),
  };
}

function hasPast({ source }: Metric): boolean {
  return source.kind === 'prometheus';
}

function isUsed({ phases, rollback }: Plan, { name }: Metric): boolean {
  const sentences = [...phases.flatMap(({ criteria }) => criteria), ...rollback];
  return sentences.some(({ metric }) => metric === name);
}
