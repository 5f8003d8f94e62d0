/** Collects what is wrong with a calendar. A file with any fault is not believed at all. */
export interface Faults {
  /** Notes a fault on a line, counted from 1, and gives undefined in place of what was to be read. */
  note(line: number, detail: string): undefined;
  /** The first one, as `line 12: …`; undefined while there is none. */
  first(): string | undefined;
}

export function collectFaults(): Faults {
  let first: string | undefined;
  return {
    note(line, detail) {
      first ??= `line ${line}: ${detail}`;
      return undefined;
    },
    first: () => first,
  };
}

/** A piece of a line, short enough to be told. */
export function excerpt(text: string): string {
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}
