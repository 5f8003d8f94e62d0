import { removeOutliers } from './outliers.ts';
import type { CompleteSettings } from './settings.ts';

/** One arm's values as they are compared: gaps removed or taken for 0, then outliers removed. */
export function cleanValues(
  values: readonly number[],
  { nanStrategy, outlierFactor }: Pick<CompleteSettings, 'nanStrategy' | 'outlierFactor'>,
): readonly number[] {
  const filled =
    nanStrategy === 'replace'
      ? values.map((value) => (Number.isNaN(value) ? 0 : value))
      : values.filter((value) => !Number.isNaN(value));
  return outlierFactor === undefined ? filled : removeOutliers(filled, outlierFactor);
}
