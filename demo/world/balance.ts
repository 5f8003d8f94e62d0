export const VERSIONS = ['stable', 'canary'] as const;

export type Version = (typeof VERSIONS)[number];

export interface Balance {
  /** The canary's share in percent, 0 to 100. */
  weight(): number;
  setWeight(weight: number): void;
  /**
   * Chooses for one request. A visitor who already saw a version keeps it, as long as that version has any
   * weight: a conversion can only be credited to a version if the whole visit happens there.
   */
  choose(seenBefore: Version | undefined): Version;
}

/**
 * Spreads new visitors evenly by smooth weighted round robin: after n of them the canary has had its share
 * of n to within one, without randomness.
 *
 * @example weight 25: stable, stable, stable, canary, stable, stable, stable, canary, …
 */
export function createBalance(initialWeight: number): Balance {
  let weight = initialWeight;
  let credit = 0;
  const carries = (version: Version) => (version === 'canary' ? weight > 0 : weight < 100);
  const chooseNext = (): Version => {
    credit += weight;
    if (credit < 100) return 'stable';
    credit -= 100;
    return 'canary';
  };
  return {
    weight: () => weight,
    setWeight: (next) => {
      weight = next;
      // What the old weight left over must not send a visitor to a canary that now has none.
      credit = 0;
    },
    choose: (seenBefore) =>
      seenBefore !== undefined && carries(seenBefore) ? seenBefore : chooseNext(),
  };
}
