/**
 * Limits GitHub keeps but its description leaves to prose, in characters or items. The check run's are
 * described for REST; they stand here since GraphQL's schema says nothing of them.
 */
export const LIMITS = {
  checkSummary: 65_535,
  checkText: 65_535,
  annotationsPerRequest: 50,
  commentBody: 65_536,
  deploymentStatusDescription: 140,
} as const;

/** A sentence when a link is given that GitHub does not take, else undefined. Empty means none. */
export function describeBadLink(link: string | undefined): string | undefined {
  const isFine = link === undefined || link === '' || /^https?:\/\/[^\s/]/.test(link);
  return isFine ? undefined : `must be an http or https URL, not ${JSON.stringify(link)}`;
}

/** A sentence when a text is longer than GitHub takes, else undefined. */
export function describeExcess(
  what: keyof typeof LIMITS,
  length: number | undefined,
): string | undefined {
  const limit = LIMITS[what];
  return length !== undefined && length > limit
    ? `is too long: ${length}, and the most is ${limit}`
    : undefined;
}
