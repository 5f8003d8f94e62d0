/**
 * Damerau-Levenshtein distance (optimal string alignment): the fewest insertions, deletions,
 * replacements and swaps of neighbours that turn one text into the other.
 *
 * @example distance('wieght', 'weight') === 1
 */
export function distance(from: string, to: string): number {
  let beforePrevious: number[] = [];
  let previous = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let row = 1; row <= from.length; row++) {
    const current = [row];
    for (let column = 1; column <= to.length; column++) {
      const replaced = from[row - 1] === to[column - 1] ? 0 : 1;
      const swapped =
        from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1]
          ? at(beforePrevious, column - 2) + 1
          : Number.POSITIVE_INFINITY;
      current[column] = Math.min(
        at(previous, column) + 1,
        at(current, column - 1) + 1,
        at(previous, column - 1) + replaced,
        swapped,
      );
    }
    beforePrevious = previous;
    previous = current;
  }
  return at(previous, to.length);
}

function at(row: readonly number[], column: number): number {
  return row[column] ?? Number.POSITIVE_INFINITY;
}

/** Words longer than this are no slips of the pen, and comparing them would only cost time. */
const LONGEST_WORD = 64;

/** The known word a slip of the pen most likely meant: at most a third of its letters may differ. */
export function nearest(word: string, known: Iterable<string>): string | undefined {
  if (word.length > LONGEST_WORD) return undefined;
  const plain = simplify(word);
  let best: { readonly word: string; readonly distance: number } | undefined;
  for (const candidate of known) {
    const apart = distance(plain, simplify(candidate));
    const allowed = Math.max(1, Math.floor(Math.max(plain.length, candidate.length) / 3));
    if (apart <= allowed && (best === undefined || apart < best.distance)) {
      best = { word: candidate, distance: apart };
    }
  }
  return best?.word;
}

/** Case, dashes and underscores are the commonest slips (`failure_limit`), so they do not count. */
function simplify(word: string): string {
  return word.toLowerCase().replaceAll(/[-_ ]/g, '');
}

/** `did you mean …?` where there is a likely word, otherwise every word that is known. */
export function suggest(word: string, known: readonly string[], instead: string): string {
  const likely = nearest(word, known);
  return likely === undefined ? instead : `did you mean \`${likely}\`?`;
}
