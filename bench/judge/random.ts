import { stirlingError } from '../../src/core/judge/statistics/gamma.ts';

/** Seeded random numbers: the same seed gives the same draws everywhere. */
export interface Random {
  /** Uniform in (0, 1). */
  readonly uniform: () => number;
  readonly normal: () => number;
  readonly poisson: (mean: number) => number;
  readonly binomial: (trials: number, probability: number) => number;
  /** 1, 2, 3, ... with the given mean. */
  readonly geometric: (mean: number) => number;
}

/** Chris Doty-Humphrey's sfc32, seeded through a few rounds from any text. */
function createUniform(seed: string): () => number {
  let a = 0x9e3779b9;
  let b = 0x243f6a88;
  let c = 0xb7e15162;
  let counter = 1;
  const next = () => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    return (sum >>> 0) / 2 ** 32 + 2 ** -33;
  };
  for (const character of seed) {
    a ^= character.codePointAt(0) as number;
    next();
  }
  for (let i = 0; i < 20; i++) next();
  return next;
}

export function createRandom(seed: string): Random {
  const uniform = createUniform(seed);
  let spare: number | undefined;

  function normal(): number {
    if (spare !== undefined) {
      const value = spare;
      spare = undefined;
      return value;
    }
    const radius = Math.sqrt(-2 * Math.log(uniform()));
    const angle = 2 * Math.PI * uniform();
    spare = radius * Math.sin(angle);
    return radius * Math.cos(angle);
  }

  function smallPoisson(mean: number): number {
    let product = uniform();
    let count = 0;
    for (const floor = Math.exp(-mean); product > floor; count++) product *= uniform();
    return count;
  }

  /** Transformed rejection with squeeze (Hoermann 1993, PTRS). */
  function largePoisson(mean: number): number {
    const b = 0.931 + 2.53 * Math.sqrt(mean);
    const a = -0.059 + 0.02483 * b;
    const inverseAlpha = 1.1239 + 1.1328 / (b - 3.4);
    const squeeze = 0.9277 - 3.6224 / (b - 2);
    for (;;) {
      const u = uniform() - 0.5;
      const v = uniform();
      const us = 0.5 - Math.abs(u);
      const k = Math.floor(((2 * a) / us + b) * u + mean + 0.43);
      if (us >= 0.07 && v <= squeeze) return k;
      if (k < 0 || (us < 0.013 && v > us)) continue;
      const accepted = Math.log((v * inverseAlpha) / (a / (us * us) + b));
      if (accepted <= k * Math.log(mean) - mean - lnFactorial(k)) return k;
    }
  }

  /** Waiting times between successes: as many steps as there are successes. */
  function smallBinomial(trials: number, probability: number): number {
    const lnFailure = Math.log1p(-probability);
    let count = -1;
    for (let used = 0; used <= trials; count++) used += Math.ceil(Math.log(uniform()) / lnFailure);
    return count;
  }

  /** Transformed rejection (Hoermann 1993, BTRS), for probability <= 1/2 and at least 10 successes expected. */
  function largeBinomial(trials: number, probability: number): number {
    const spread = Math.sqrt(trials * probability * (1 - probability));
    const b = 1.15 + 2.53 * spread;
    const a = -0.0873 + 0.0248 * b + 0.01 * probability;
    const c = trials * probability + 0.5;
    const alpha = (2.83 + 5.1 / b) * spread;
    const lnOdds = Math.log(probability / (1 - probability));
    const mode = Math.floor((trials + 1) * probability);
    const peak = lnFactorial(mode) + lnFactorial(trials - mode);
    for (;;) {
      const u = uniform() - 0.5;
      const v = uniform();
      const us = 0.5 - Math.abs(u);
      const k = Math.floor(((2 * a) / us + b) * u + c);
      if (k < 0 || k > trials) continue;
      if (us >= 0.07 && v <= 0.92 - 4.2 / b) return k;
      const accepted = Math.log((v * alpha) / (a / (us * us) + b));
      if (accepted <= peak - lnFactorial(k) - lnFactorial(trials - k) + (k - mode) * lnOdds)
        return k;
    }
  }

  function binomial(trials: number, probability: number): number {
    if (probability <= 0 || trials <= 0) return 0;
    if (probability >= 1) return trials;
    if (probability > 0.5) return trials - binomial(trials, 1 - probability);
    return trials * probability < 10
      ? smallBinomial(trials, probability)
      : largeBinomial(trials, probability);
  }

  return {
    uniform,
    normal,
    binomial,
    poisson: (mean) => (mean < 10 ? smallPoisson(mean) : largePoisson(mean)),
    geometric: (mean) =>
      mean <= 1 ? 1 : Math.max(1, Math.ceil(Math.log(uniform()) / Math.log1p(-1 / mean))),
  };
}

function lnFactorial(n: number): number {
  return n === 0 ? 0 : (n + 0.5) * Math.log(n) - n + 0.5 * Math.log(2 * Math.PI) + stirlingError(n);
}
