import type { Weight } from '../../../core/plan/plan.ts';

/** HAProxy's absolute weights of the two servers, 0 to 256 each. */
export interface ServerWeights {
  readonly stable: number;
  readonly canary: number;
}

const MOST = 256;
/** In points. Coarser than this and two neighbours a tenth apart could become the same. */
const PRECISION = 0.05;

/**
 * The two weights whose ratio comes nearest to the wanted share. Whole percents are taken as they are
 * (5% is 95 and 5); others are the best fraction within HAProxy's 256 steps, which is right to 0.05 points
 * from 0.35% to 99.65%.
 *
 * Returns undefined where it cannot be that right: one step in 257 is 0.39%, and whoever asks for 0.1%
 * should not get four times that.
 *
 * @example chooseWeights(12.5) // { stable: 7, canary: 1 }
 */
export function chooseWeights(share: Weight): ServerWeights | undefined {
  if (Number.isInteger(share)) return { stable: 100 - share, canary: share };
  const best = candidates(share).reduce((left, right) =>
    distance(right, share) < distance(left, share) ? right : left,
  );
  return distance(best, share) <= PRECISION ? best : undefined;
}

/** The canary's part of both weights in percent, to two decimals; one of them must be more than 0. */
export function shareOf(weights: ServerWeights): Weight {
  return Math.round(exactShare(weights) * 100) / 100;
}

/**
 * Which server to set first, so that between the two commands the canary never gets more than before or
 * after, and never do both have weight 0. Of the two ways one always serves; the one that gives the canary
 * less meanwhile is it.
 *
 * @example orderMoves({ stable: 95, canary: 5 }, { stable: 7, canary: 1 }) // canary first: 1 of 96, not 5 of 12
 */
export function orderMoves(
  from: ServerWeights,
  to: ServerWeights,
): readonly [keyof ServerWeights, keyof ServerWeights] {
  const stableFirst = meanwhile({ stable: to.stable, canary: from.canary });
  const canaryFirst = meanwhile({ stable: from.stable, canary: to.canary });
  return canaryFirst < stableFirst ? ['canary', 'stable'] : ['stable', 'canary'];
}

/** Nobody with a weight is worse than any share. */
function meanwhile(weights: ServerWeights): number {
  return weights.stable + weights.canary === 0 ? Number.POSITIVE_INFINITY : exactShare(weights);
}

/** For every weight of the canary the two of the stable server that lie around the right one. */
function candidates(share: Weight): readonly ServerWeights[] {
  return Array.from({ length: MOST }, (_, index) => index + 1).flatMap((canary) => {
    const exact = (canary * (100 - share)) / share;
    return [Math.floor(exact), Math.ceil(exact)].map((stable) => ({
      canary,
      stable: Math.min(MOST, Math.max(1, stable)),
    }));
  });
}

function distance(weights: ServerWeights, share: Weight): number {
  return Math.abs(exactShare(weights) - share);
}

function exactShare({ stable, canary }: ServerWeights): Weight {
  return (100 * canary) / (stable + canary);
}
