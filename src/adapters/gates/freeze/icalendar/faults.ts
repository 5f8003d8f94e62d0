import { quote } from '../../../secrets/quotation.ts';
import type { Redact } from '../../../secrets/redaction.ts';

/** Collects what is wrong with a calendar. A file with any fault is not believed at all. */
export interface Faults {
  /** Notes a fault on a line, counted from 1, and gives undefined in place of what was to be read. */
  note(line: number, detail: string): undefined;
  /** The first one, as `line 12: …`; undefined while there is none. */
  first(): string | undefined;
  /** A piece of the calendar as one line, short enough to be told, and without what nobody may see. */
  quote(piece: string, longest?: number): string;
}

const LONGEST_PIECE = 60;

export function collectFaults(redact: Redact): Faults {
  let first: string | undefined;
  return {
    note(line, detail) {
      first ??= `line ${line}: ${detail}`;
      return undefined;
    },
    first: () => first,
    quote: (piece, longest = LONGEST_PIECE) => quote(piece, redact, longest),
  };
}
