import type { Metric, Operator } from './plan.ts';

/** A stretch of numbers; each end belongs to it or not. */
export interface Region {
  readonly low: number;
  readonly lowIncluded: boolean;
  readonly high: number;
  readonly highIncluded: boolean;
}

const EVERYTHING: Region = {
  low: Number.NEGATIVE_INFINITY,
  lowIncluded: false,
  high: Number.POSITIVE_INFINITY,
  highIncluded: false,
};

/** What a metric can be at all: a share lies in 0 to 1, times and counts are not negative, a gauge may be anything. */
export function domainOf({ shape }: Metric): Region {
  if (shape.kind === 'gauge') return EVERYTHING;
  const positive = { ...EVERYTHING, low: 0, lowIncluded: true };
  return shape.kind === 'proportion' ? { ...positive, high: 1, highIncluded: true } : positive;
}

/** The numbers for which `x operator value` is true. */
export function regionOf(operator: Operator, value: number): Region {
  return operator === '<' || operator === '<='
    ? { ...EVERYTHING, high: value, highIncluded: operator === '<=' }
    : { ...EVERYTHING, low: value, lowIncluded: operator === '>=' };
}

export function isEmpty({ low, high, lowIncluded, highIncluded }: Region): boolean {
  return low > high || (low === high && !(lowIncluded && highIncluded));
}

/** What lies in both. */
export function intersect(one: Region, other: Region): Region {
  const low = Math.max(one.low, other.low);
  const high = Math.min(one.high, other.high);
  const includes = (region: Region, end: 'low' | 'high', at: number): boolean =>
    region[end] !== at || region[`${end}Included`];
  return {
    low,
    high,
    lowIncluded: includes(one, 'low', low) && includes(other, 'low', low),
    highIncluded: includes(one, 'high', high) && includes(other, 'high', high),
  };
}

/** Whether every number of the one is in the other; nothing lies within anything. */
export function liesWithin(inner: Region, outer: Region): boolean {
  if (isEmpty(inner)) return true;
  const common = intersect(inner, outer);
  return (
    common.low === inner.low &&
    common.high === inner.high &&
    common.lowIncluded === inner.lowIncluded &&
    common.highIncluded === inner.highIncluded
  );
}

/** Whether a comparison is true for every value the metric can have, for none, or for some. */
export function verdictOverDomain(
  domain: Region,
  operator: Operator,
  value: number,
): 'always' | 'never' | 'depends' {
  const region = regionOf(operator, value);
  if (isEmpty(intersect(domain, region))) return 'never';
  return liesWithin(domain, region) ? 'always' : 'depends';
}
