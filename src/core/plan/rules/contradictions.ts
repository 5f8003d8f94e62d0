import { intersect, isEmpty, liesWithin, regionOf } from '../domain.ts';
import type { Region } from '../domain.ts';
import type { Outline } from '../meaning/outline.ts';
import type { ResolvedPhase } from '../meaning/phase.ts';
import type { ResolvedSentence } from '../meaning/sentence.ts';
import type { Notes } from '../notes.ts';
import { quote } from '../wording.ts';
import { canWatch } from './watching.ts';

/** A sentence that bounds its metric, and the numbers for which it is true. */
interface Bound {
  readonly of: ResolvedSentence;
  /** Sentences with the same key bound the same number: the metric itself, or its ratio to the baseline. */
  readonly key: string;
  readonly region: Region;
}

/** In every phase all criteria can hold at once, and without a rollback condition coming true. */
export function checkContradictions({ phases, conditions }: Outline, notes: Notes): void {
  for (const phase of phases) {
    const criteria = phase.criteria.flatMap(boundOf);
    const found = criteria.some((bound, index) =>
      contradictsEarlier(bound, criteria.slice(0, index), notes),
    );
    if (!found) checkAgainstConditions(criteria, watchedBounds(conditions, phase), notes);
  }
}

function watchedBounds(
  conditions: readonly ResolvedSentence[],
  phase: ResolvedPhase,
): readonly Bound[] {
  return conditions
    .filter((condition) => condition.sentence.action !== 'warn' && canWatch(condition, phase))
    .flatMap(boundOf);
}

function boundOf(of: ResolvedSentence): readonly Bound[] {
  const { test, metric } = of.sentence;
  if (test.kind === 'no-significant') return [];
  const region = regionOf(test.operator, test.kind === 'limit' ? test.value : test.factor);
  return [{ of, key: `${test.kind} ${metric}`, region }];
}

function contradictsEarlier(bound: Bound, earlier: readonly Bound[], notes: Notes): boolean {
  const other = earlier.find(
    ({ key, region }) => key === bound.key && isEmpty(intersect(region, bound.region)),
  );
  if (other === undefined) return false;
  notes.errorAt(
    bound.of.claimPosition,
    'contradiction',
    `${quote(bound.of.sentence.text)} and ${quote(other.of.sentence.text)} cannot both hold`,
    'a criterion says what is healthy: keep one of them, or turn one round',
  );
  return true;
}

function checkAgainstConditions(
  criteria: readonly Bound[],
  conditions: readonly Bound[],
  notes: Notes,
): void {
  for (const condition of conditions) {
    const same = criteria.filter(
      ({ key, of }) => key === condition.key && of.sentence.action !== 'warn',
    );
    const first = same[0];
    if (first === undefined) continue;
    const healthy = same.reduce((region, bound) => intersect(region, bound.region), first.region);
    if (!liesWithin(healthy, condition.region)) continue;
    notes.errorAt(
      first.of.claimPosition,
      'contradiction',
      `${quote(first.of.sentence.text)} holds only while the rollback condition ${quote(condition.of.sentence.text)} is true`,
      'the phase can never pass: a criterion says what is healthy, a rollback condition what is harmful',
    );
  }
}
