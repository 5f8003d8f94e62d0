import type { Metric, Sentence } from '../plan/plan.ts';
import type { Instant } from '../quantity/instant.ts';
import type { Point } from './point.ts';
import type { Past } from './track.ts';

/** What a sentence would not have its metric pass, while it was in force: a value, or a multiple of the stable version's. */
export interface Line {
  readonly points: readonly Point[];
  /** The value, where it is one. */
  readonly value?: number;
}

interface Force {
  readonly from: Instant;
  readonly to: Instant;
}

/** The lines of a metric's sentences: criteria hold in their phase, conditions in all of them. */
export function listLines(
  { name }: Metric,
  baseline: readonly Point[],
  { plan, stretches, to }: Past,
): readonly Line[] {
  const always = stretches[0] ? [{ from: stretches[0].from, to }] : [];
  const inForce: readonly (readonly [Sentence, readonly Force[]])[] = [
    ...plan.phases.flatMap(({ criteria }, index) => {
      const own = stretches.filter(({ phase }) => phase === index);
      return criteria.map((sentence) => [sentence, own] as const);
    }),
    ...plan.rollback.map((sentence) => [sentence, always] as const),
  ];
  return inForce
    .filter(([{ metric }]) => metric === name)
    .flatMap(([{ test }, forces]) =>
      forces.flatMap((force): readonly Line[] => {
        if (test.kind === 'limit') return [levelOff(test.value, force)];
        return test.kind === 'baseline' ? [multiply(baseline, test.factor, force)] : [];
      }),
    );
}

function levelOff(value: number, { from, to }: Force): Line {
  return { value, points: [from, to].map((at) => ({ at, value })) };
}

function multiply(baseline: readonly Point[], factor: number, { from, to }: Force): Line {
  const within = baseline.filter(({ at }) => at > from && at <= to);
  return { points: within.map((point) => ({ ...point, value: point.value * factor })) };
}
