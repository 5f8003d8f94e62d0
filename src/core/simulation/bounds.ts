import type { Metric, Operator, Plan, Sentence, Weight } from '../plan/plan.ts';

/** What a plan wants of a metric's value in the canary, at one weight. */
export interface Bound {
  /** `upper`: the value is to stay below; `lower`: above. */
  readonly side: 'upper' | 'lower';
  /** In the metric's base unit; or a multiple of what stable shows. */
  readonly value: number;
  readonly weight: Weight;
}

export interface Bounds {
  readonly limits: readonly Bound[];
  readonly ratios: readonly Bound[];
}

/** Everything that a plan's criteria and conditions, together, say of one metric. */
export function boundsOf(plan: Plan, { name }: Metric): Bounds {
  const limits: Bound[] = [];
  const ratios: Bound[] = [];
  for (const { weight, criteria } of plan.phases) {
    const wanted = criteria.map((sentence) => ({ sentence, isHarm: false }));
    const unwanted = plan.rollback.map((sentence) => ({ sentence, isHarm: true }));
    for (const { sentence, isHarm } of [...wanted, ...unwanted]) {
      if (sentence.metric === name) note(sentence, isHarm, weight, limits, ratios);
    }
  }
  return { limits, ratios };
}

function note(
  { test }: Sentence,
  isHarm: boolean,
  weight: Weight,
  limits: Bound[],
  ratios: Bound[],
): void {
  if (test.kind === 'limit') {
    limits.push({ side: sideOf(test.operator, isHarm), value: test.value, weight });
  } else if (test.kind === 'baseline' && weight < 100) {
    ratios.push({ side: sideOf(test.operator, isHarm), value: test.factor, weight });
  }
}

/** `< 1%` wants the value below as a criterion, and above where it describes harm. */
function sideOf(operator: Operator, isHarm: boolean): Bound['side'] {
  const isBelow = operator === '<' || operator === '<=';
  return isBelow === isHarm ? 'lower' : 'upper';
}

/** The tightest bound of a side, or undefined where there is none. */
export function tightest(bounds: readonly Bound[], side: Bound['side']): number | undefined {
  const values = valuesOf(bounds, side);
  if (values.length === 0) return undefined;
  return side === 'upper' ? Math.min(...values) : Math.max(...values);
}

/** The loosest bound of a side: whoever is beyond it is beyond all; `otherwise` where there is none. */
export function loosest(bounds: readonly Bound[], side: Bound['side'], otherwise: number): number {
  const values = valuesOf(bounds, side);
  if (values.length === 0) return otherwise;
  return side === 'upper' ? Math.max(...values) : Math.min(...values);
}

function valuesOf(bounds: readonly Bound[], side: Bound['side']): readonly number[] {
  return bounds.filter((bound) => bound.side === side).map(({ value }) => value);
}
