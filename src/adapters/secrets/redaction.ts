/** Takes out of a text what nobody may see. */
export type Redact = (text: string) => string;

/** Where there is nothing to hide. */
export const HIDE_NOTHING: Redact = (text) => text;

/** Shorter texts are too common in ordinary words to be taken out of them. */
const SHORTEST_SECRET = 4;
/** Lines of a longer secret may be such common words as `kind: Config`. */
const SHORTEST_LINE = 8;

/**
 * Replaces every occurrence of the secrets by `***`, also where they are percent-encoded, quoted in JSON, on one
 * line, or where only one line of several is there. What has been cut or tidied is not recognised any more: redact
 * a text as it came, before anything else is done to it.
 */
export function createRedactor(secrets: readonly string[]): Redact {
  const forms = new Set(secrets.flatMap(formsOf));
  const longestFirst = [...forms].toSorted((a, b) => b.length - a.length);
  return (text) => longestFirst.reduce((rest, secret) => rest.replaceAll(secret, '***'), text);
}

/** How a secret may appear in what others say. */
function formsOf(secret: string): readonly string[] {
  const whole = [secret, secret.trim(), secret.replaceAll(/\s+/g, ' ').trim()];
  const written = whole.flatMap((form) => [
    form,
    encodeURIComponent(form),
    new URLSearchParams([['', form]]).toString().slice(1),
    JSON.stringify(form).slice(1, -1),
  ]);
  const lines = secret.split('\n').map((line) => line.trim());
  return [
    ...written.filter((form) => form.length >= SHORTEST_SECRET),
    ...lines.filter((line) => line.length >= SHORTEST_LINE),
  ];
}
