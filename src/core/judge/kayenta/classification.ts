import { spreadTies } from './noise.ts';
import { shareOfWins } from './rank-sum.ts';
import type { Classification, KayentaComparison, KayentaReason } from './result.ts';
import type { CompleteSettings } from './settings.ts';
import { estimateShift } from './shift.ts';
import { meanOf } from './summary.ts';

/** How sure and how large a shift must be. Kayenta's judge has both fixed. */
export interface Strictness {
  /** Of the interval of the shift, between 0 and 1. */
  readonly confidence: number;
  /** The interval must lie beyond this part of the estimated shift. */
  readonly tolerance: number;
}

const JUDGE: Strictness = { confidence: 0.98, tolerance: 0.25 };

type Values = readonly number[];
type Rules = Omit<CompleteSettings, 'outlierFactor' | 'muted'>;
type Effect = Pick<KayentaComparison, 'measure' | 'effect'>;

/**
 * Labels a metric by the cleaned values of both arms, as Kayenta's MannWhitneyClassifier does: High when the
 * interval of the shift lies above a quarter of the estimate and the effect size is at least the allowed
 * increase, Low in the mirror, each only if the direction asks for it.
 *
 * @example seven times 100 and three times 1 against ten times 1: the interval begins at 0.00007, a quarter of
 * the estimate is 24.7, so it passes; with an eighth 100 the interval begins at 99 and it is High
 */
export function classify(
  canary: Values,
  baseline: Values,
  rules: Rules,
  strictness: Strictness = JUDGE,
): Classification {
  if (canary.length === 0 || baseline.length === 0) return classifyMissing(rules);
  if (areEqual(ascending(canary), ascending(baseline))) return pass('identical');
  if (isConstant([...canary, ...baseline])) return pass('one-value');
  const arms =
    isConstant(canary) && isConstant(baseline)
      ? ([spreadTies(canary), spreadTies(baseline)] as const)
      : ([canary, baseline] as const);
  const comparison = compare(...arms, rules.effectSize.measure, strictness);
  if (comparison === undefined) return ALL_TIED;
  return { ...label(comparison, rules), ratio: meanRatio(...arms), comparison };
}

const ALL_TIED: Classification = {
  classification: 'Error',
  reason: 'all-tied',
  critical: false,
  ratio: Number.NaN,
};

function pass(reason: KayentaReason): Classification {
  return { classification: 'Pass', reason, critical: false, ratio: 1 };
}

function classifyMissing({ nanStrategy, mustHaveData, critical }: Rules): Classification {
  if (nanStrategy === 'replace') return pass('no-data-replaced');
  const missing = { reason: 'no-data', ratio: 1 } as const;
  return mustHaveData && !critical
    ? { ...missing, classification: 'NodataFailMetric', critical: false }
    : { ...missing, classification: 'Nodata', critical };
}

function compare(
  canary: Values,
  baseline: Values,
  measure: Effect['measure'],
  { confidence, tolerance }: Strictness,
): KayentaComparison | undefined {
  const sorted = [ascending(canary), ascending(baseline)] as const;
  const shift = estimateShift(...sorted, confidence);
  return (
    shift && {
      shift,
      tolerance: tolerance * Math.abs(shift.estimate),
      measure,
      effect: measure === 'cles' ? shareOfWins(...sorted) : meanRatio(canary, baseline),
    }
  );
}

function label(
  { shift, tolerance, effect }: KayentaComparison,
  { direction, effectSize, critical }: Rules,
): Omit<Classification, 'ratio'> {
  const isAbove = shift.low > tolerance;
  const isBelow = shift.high < -tolerance;
  const mayBeHigh = isAbove && direction !== 'decrease';
  const mayBeLow = isBelow && direction !== 'increase';
  if (mayBeHigh && reaches(effect, effectSize.allowedIncrease)) {
    const isCritical = critical && reaches(effect, effectSize.criticalIncrease);
    return { classification: 'High', reason: 'shifted', critical: isCritical };
  }
  if (mayBeLow && reaches(-effect, -effectSize.allowedDecrease)) {
    const isCritical = critical && reaches(-effect, -effectSize.criticalDecrease);
    return { classification: 'Low', reason: 'shifted', critical: isCritical };
  }
  if (mayBeHigh || mayBeLow) return pass('small-effect');
  return pass(isAbove || isBelow ? 'other-direction' : 'no-shift');
}

/** An effect that cannot be computed is not held against the shift. */
function reaches(effect: number, threshold: number): boolean {
  return Number.isNaN(effect) || effect >= threshold;
}

/** NaN when a mean is 0. */
function meanRatio(canary: Values, baseline: Values): number {
  const [above, below] = [meanOf(canary), meanOf(baseline)];
  return above === 0 || below === 0 ? Number.NaN : above / below;
}

function isConstant(values: Values): boolean {
  return new Set(values).size === 1;
}

function areEqual(a: Values, b: Values): boolean {
  return a.length === b.length && a.every((value, index) => value === b[index]);
}

function ascending(values: Values): Values {
  return values.toSorted((a, b) => a - b);
}
