/** Which difference is harm: more in the canary, less in the canary, or either. */
export type KayentaDirection = 'increase' | 'decrease' | 'either';

/**
 * How far the canary may differ although the difference is significant. `meanRatio` is the canary's mean over
 * the baseline's, `cles` the share of pairs in which the canary's value is the greater (0 to 1, ties count half).
 */
export interface KayentaEffectSize {
  readonly measure?: 'meanRatio' | 'cles';
  /** High needs an effect of at least this; 1 for a ratio, 0.5 for `cles`. */
  readonly allowedIncrease?: number;
  /** Low needs an effect of at most this; same defaults. */
  readonly allowedDecrease?: number;
  /** From here on a critical metric fails the whole canary; same defaults. */
  readonly criticalIncrease?: number;
  readonly criticalDecrease?: number;
}

/** What a canary configuration says about one metric, in Kayenta's own words and with its defaults. */
export interface KayentaSettings {
  /** `either` when left out. */
  readonly direction?: KayentaDirection;
  /** `remove` (the default) drops intervals without a value, `replace` takes them for 0. */
  readonly nanStrategy?: 'remove' | 'replace';
  /** `keep` (the default), or `remove` beyond the fences; the factor is 3 when left out and must exceed 0. */
  readonly outliers?: { readonly strategy: 'keep' | 'remove'; readonly outlierFactor?: number };
  /** A failure, or no data, makes the canary's score 0. */
  readonly critical?: boolean;
  /** Without data the metric counts against its groups instead of being left out. */
  readonly mustHaveData?: boolean;
  /** Judged and shown, but not scored. */
  readonly muted?: boolean;
  readonly effectSize?: KayentaEffectSize;
}

/** The same with nothing left out. */
export interface CompleteSettings extends Required<Omit<KayentaSettings, 'outliers'>> {
  readonly outlierFactor: number | undefined;
  readonly effectSize: Required<KayentaEffectSize>;
}

/** The effect of no difference at all. */
export const NO_EFFECT = { meanRatio: 1, cles: 0.5 } as const;

/** In quartile ranges beyond the quartiles. */
export const DEFAULT_OUTLIER_FACTOR = 3;

/**
 * Fills in Kayenta's defaults. Throws a RangeError for an outlier factor that is not above 0: Kayenta aborts
 * the whole judgement there, so a configuration must be refused before it comes to that.
 */
export function completeSettings(settings: KayentaSettings): CompleteSettings {
  const { outliers, effectSize = {}, ...rest } = settings;
  const measure = effectSize.measure ?? 'meanRatio';
  const none = NO_EFFECT[measure];
  return {
    direction: 'either',
    nanStrategy: 'remove',
    critical: false,
    mustHaveData: false,
    muted: false,
    ...rest,
    outlierFactor: outliers?.strategy === 'remove' ? completeFactor(outliers) : undefined,
    effectSize: {
      measure,
      allowedIncrease: none,
      allowedDecrease: none,
      criticalIncrease: none,
      criticalDecrease: none,
      ...effectSize,
    },
  };
}

function completeFactor({ outlierFactor = DEFAULT_OUTLIER_FACTOR }): number {
  if (outlierFactor > 0) return outlierFactor;
  throw new RangeError(`the outlier factor must be a number above 0, not ${outlierFactor}`);
}
