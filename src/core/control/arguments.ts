import { oneLine, quote } from '../rollout/one-line.ts';

/** A line taken apart. */
export interface ArgumentList {
  readonly words: readonly string[];
  readonly version?: string;
  readonly reason?: string;
}

/**
 * A quoted text, or a word without blanks and quotes. Phones turn `"` into `“`, and `--` into a dash: both are
 * taken for what was typed.
 */
const PIECE = /[ \t]*(?:"((?:[^"\\]|\\.)*)"|[“”„]([^“”]*)[“”]|([^\s"“”„]+))/y;

const REASON = /^(?:--|[—–])reason=?$/;
const VERSION = /^(?:--|[—–])version(?:=(.*))?$/;

/** Takes a line apart into words and options; a string says what is wrong with it. */
export function splitArguments(line: string): ArgumentList | string {
  const words: string[] = [];
  let version: string | undefined;
  const pieces = takePieces(line.trimEnd());
  if (typeof pieces === 'string') return pieces;
  for (let index = 0; index < pieces.length; index += 1) {
    const { text = '', isQuoted = false } = pieces[index] ?? {};
    const option = isQuoted ? null : VERSION.exec(text);
    if (option !== null) {
      const [, inline = ''] = option;
      if (inline === '') index += 1;
      version = inline === '' ? pieces[index]?.text : inline;
      if (version === undefined || version === '') return 'say which version: --version v1.2.3';
    } else if (!isQuoted && REASON.test(text)) {
      const reason = takeReason(pieces.slice(index + 1));
      if (typeof reason === 'string') return reason;
      return { words, ...reason, ...(version !== undefined && { version }) };
    } else if (!isQuoted && /^(?:-|[—–])/.test(text)) {
      return refuseOption(text);
    } else {
      words.push(text);
    }
  }
  return { words, ...(version !== undefined && { version }) };
}

function takeReason([reason, ...more]: readonly Piece[]): { readonly reason: string } | string {
  if (reason?.isQuoted !== true) return 'put the reason into double quotes: --reason "why"';
  if (more.length > 0) return 'nothing may follow the reason: write it last';
  if (oneLine(reason.text, 1) === '') return 'the reason is empty: --reason "why"';
  return { reason: reason.text };
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
  return `there is no option ${quote(option)}: only --reason "why", and for approve --version`;
}
