/** Shorter texts are too common in ordinary words to be taken out of them. */
const SHORTEST_SECRET = 4;
const LONGEST_DETAIL = 600;

/** Replaces every occurrence of the secrets, and of their percent-encoded forms, by `***`. */
export function createRedactor(secrets: readonly string[]): (text: string) => string {
  const forms = new Set(
    secrets
      .flatMap((secret) => [secret, encodeURIComponent(secret), secret.trim()])
      .filter((form) => form.length >= SHORTEST_SECRET),
  );
  const longestFirst = [...forms].toSorted((a, b) => b.length - a.length);
  return (text) => longestFirst.reduce((rest, secret) => rest.replaceAll(secret, '***'), text);
}

/** One printable line of at most 600 characters: what a provider says goes into tables and comments. */
export function tidy(text: string): string {
  // oxlint-disable-next-line no-control-regex -- escape sequences of coloured output, and the like
  const printable = text.replaceAll(/\u001b\[[0-9;]*[A-Za-z]|[\u0000-\u001f\u007f-\u009f]/g, ' ');
  const line = printable.replaceAll(/\s+/g, ' ').trim();
  return line.length > LONGEST_DETAIL ? `${line.slice(0, LONGEST_DETAIL - 1)}…` : line;
}
