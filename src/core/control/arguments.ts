import { oneLine, quote } from '../rollout/one-line.ts';

/** A line taken apart. */
export interface ArgumentList {
  readonly words: readonly string[];
  readonly reason?: string;
}

/**
 * A quoted text, or a word without blanks and quotes. Phones turn `"` into `“`, and `--` into a dash: both are
 * taken for what was typed.
 */
const PIECE = /[ \t]*(?:"((?:[^"\\]|\\.)*)"|[“”„]([^“”]*)[“”]|([^\s"“”„]+))/y;

const REASON = /^(?:--|[—–])reason=?$/;

/** Takes a line apart into words and the reason; a string says what is wrong with it. */
export function splitArguments(line: string): ArgumentList | string {
  const words: string[] = [];
  const pieces = takePieces(line.trimEnd());
  if (typeof pieces === 'string') return pieces;
  for (const [index, { text, isQuoted }] of pieces.entries()) {
    if (isQuoted || !REASON.test(text)) {
      if (!isQuoted && /^(?:-|[—–])/.test(text)) return refuseOption(text);
      words.push(text);
      continue;
    }
    const reason = pieces[index + 1];
    if (reason?.isQuoted !== true) return 'put the reason into double quotes: --reason "why"';
    if (pieces.length > index + 2) return 'nothing may follow the reason: write it last';
    if (oneLine(reason.text, 1) === '') return 'the reason is empty: --reason "why"';
    return { words, reason: reason.text };
  }
  return { words };
}

interface Piece {
  readonly text: string;
  readonly isQuoted: boolean;
}

function takePieces(line: string): readonly Piece[] | string {
  const pieces: Piece[] = [];
  const piece = new RegExp(PIECE);
  while (piece.lastIndex < line.length) {
    const at = piece.lastIndex;
    const match = piece.exec(line);
    if (match === null) return `a quote is not closed at ${quote(line.slice(at).trim())}`;
    const [, straight, curly, bare = ''] = match;
    const quoted = straight?.replaceAll(/\\(["\\])/g, '$1') ?? curly;
    pieces.push({ text: quoted ?? bare, isQuoted: quoted !== undefined });
  }
  return pieces;
}

function refuseOption(option: string): string {
  return `there is no option ${quote(option)}: only --reason "why"`;
}
