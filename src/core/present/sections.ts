import { countBytes, shortenToBytes } from './length.ts';

/** A part of a text in Markdown. */
export interface Section {
  readonly text: string;
  /** Given where the text can do without it: what it is called, and its place in the order of leaving out. */
  readonly optional?: { readonly name: string; readonly leaveOut: number };
}

/**
 * Joins sections to a text of at most `limit` bytes in UTF-8, which are never fewer than its characters. Where
 * they are too long together, whole ones are left out, the smallest `leaveOut` first, and named at the end: a
 * table cut in its middle is no table.
 */
export function fit(sections: readonly Section[], limit: number): string {
  const dispensable = sections
    .filter(({ optional }) => optional !== undefined)
    .toSorted((a, b) => placeOf(a) - placeOf(b));
  for (let count = 0; ; count += 1) {
    const missing = new Set(dispensable.slice(0, count));
    const text = join(sections, missing);
    if (countBytes(text) <= limit) return text;
    if (count >= dispensable.length) return shortenToBytes(text, limit);
  }
}

function placeOf({ optional }: Section): number {
  return optional?.leaveOut ?? Number.POSITIVE_INFINITY;
}

function join(sections: readonly Section[], missing: ReadonlySet<Section>): string {
  const kept = sections.filter((section) => !missing.has(section)).map(({ text }) => text);
  const names = sections.flatMap((section) =>
    missing.has(section) ? (section.optional?.name ?? []) : [],
  );
  const note =
    names.length === 0 ? [] : [`_Too long to be shown here: ${[...new Set(names)].join(', ')}._`];
  return [...kept, ...note].join('\n\n');
}
