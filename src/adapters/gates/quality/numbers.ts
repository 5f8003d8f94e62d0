/** A number of a report, or why it has no value: there was nothing to cover, say. */
export type ReportNumber = number | string;

/** The numbers of a report by name. */
export type Numbers = ReadonlyMap<string, ReportNumber>;

/** What a report holds, or why it is none. */
export type NumbersReading = Numbers | string;

/** A count as a report writes it, NaN where the text is none. */
export function readCount(text: string): number {
  return /^\s*\d+\s*$/.test(text) ? Number(text) : Number.NaN;
}

/**
 * What part of a whole was covered, from 0 to 1. More than the whole, or less than nothing, is a mistake of the
 * program that counted, and no share.
 *
 * @example share(90, 100) is 0.9
 */
export function share(part: number, whole: number): ReportNumber {
  if (!(part >= 0 && part <= whole)) return `${part} of ${whole} is no share`;
  return whole === 0 ? 'nothing to cover' : part / whole;
}

/** Whether a number may stand for a share, which a limit in percent asks for. */
export function isShare(value: number): boolean {
  return value >= 0 && value <= 1;
}
