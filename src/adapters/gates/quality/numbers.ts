/** The numbers of a report by name; one that has no value (no branch to cover, say) is NaN. */
export type Numbers = ReadonlyMap<string, number>;

/** What a report holds, or why it is none. */
export type NumbersReading = Numbers | string;

/** A share, NaN where there is nothing to divide by. */
export function share(part: number, whole: number): number {
  return whole > 0 ? part / whole : Number.NaN;
}
