import type { Notes } from '../../notes.ts';
import type { SentenceMistake } from '../../sentence/syntax.ts';
import type { Path } from '../../source/path.ts';

/** Tells of a mistake in a gate's condition, at the very place within its text. */
export function noteMistake(mistake: SentenceMistake, path: Path, notes: Notes): void {
  const { index, found, expected } = mistake;
  notes.errorAt(notes.source.within(path, index), 'condition', found, expected);
}
