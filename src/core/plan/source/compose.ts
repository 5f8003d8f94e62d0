import { Composer, LineCounter } from 'yaml';
import type { CST, Document, Node } from 'yaml';

import type { Position } from '../plan.ts';
import type { Problem, ProblemCode } from '../problem.ts';
import { quote } from '../wording.ts';
import { DEEPEST_NESTING, LARGEST_PLAN, MOST_TOKENS, NO_PLAN } from './limits.ts';
import { syntaxProblems } from './syntax.ts';
import { readTokens } from './tokens.ts';

export interface Composed {
  readonly document: Document.Parsed;
  readonly root: Node;
  /** Where an offset into the text is. */
  readonly place: (offset: number) => Position;
}

export type Composition =
  | ({ readonly outcome: 'composed' } & Composed)
  | { readonly outcome: 'refused'; readonly problems: readonly Problem[] };

const START: Position = { line: 1, column: 1 };

/** Turns text into one YAML document, or says why it is none. Bounded in time and memory for any text. */
export function composeDocument(text: string, file: string): Composition {
  if (isTooLarge(text)) {
    return refuse(START, 'too-large', `${quote(file)} is larger than 256 kB`, NO_PLAN);
  }
  const place = countLines(text);
  const read = readTokens(text);
  if (read.outcome === 'stopped') return refuseEndless(read.limit, place(read.offset));
  const [document, second] = compose(read.tokens, text.length);
  const problems = document === undefined ? [] : syntaxProblems(document, place);
  if (problems.length > 0) return { outcome: 'refused', problems };
  const root = document?.contents ?? undefined;
  if (document === undefined || root === undefined) return refuseEmpty(file);
  if (second !== undefined) return refuseSecond(place(second.range[0]));
  return { outcome: 'composed', document, root, place };
}

/** UTF-8 takes one to three bytes per UTF-16 unit, so only texts in between must be measured. */
function isTooLarge(text: string): boolean {
  if (text.length > LARGEST_PLAN) return true;
  return text.length * 3 > LARGEST_PLAN && new TextEncoder().encode(text).length > LARGEST_PLAN;
}

function countLines(text: string): (offset: number) => Position {
  const lines = new LineCounter();
  lines.addNewLine(0);
  for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', end + 1)) {
    lines.addNewLine(end + 1);
  }
  return (offset) => {
    const { line, col } = lines.linePos(Math.max(0, offset));
    return { line, column: col };
  };
}

/** Keys are compared by the reader of values, which does it in linear time and says where the first one is. */
function compose(tokens: CST.Token[], length: number): Document.Parsed[] {
  const composer = new Composer({ uniqueKeys: false, prettyErrors: false, logLevel: 'silent' });
  const documents: Document.Parsed[] = [];
  for (const document of composer.compose(tokens, true, length)) {
    documents.push(document);
    if (documents.length === 2) break;
  }
  return documents;
}

function refuseEndless(limit: 'depth' | 'tokens', position: Position): Composition {
  return limit === 'depth'
    ? refuse(
        position,
        'too-deep',
        `nested more than ${DEEPEST_NESTING} levels deep`,
        'a plan needs eight levels at most; is a bracket left open?',
      )
    : refuse(position, 'too-large', `more than ${MOST_TOKENS} words and signs`, NO_PLAN);
}

function refuseEmpty(file: string): Composition {
  return refuse(
    START,
    'empty',
    `${quote(file)} holds no plan`,
    'begin with `version: 1`, then `name`, `environment`, `target` and `phases`',
  );
}

function refuseSecond(position: Position): Composition {
  return refuse(
    position,
    'several-documents',
    'a second YAML document begins here',
    'one file holds one plan: remove the `---` line and what follows, or move it to a file of its own',
  );
}

function refuse(
  position: Position,
  code: ProblemCode,
  found: string,
  expected: string,
): Composition {
  return {
    outcome: 'refused',
    problems: [{ ...position, severity: 'error', code, found, expected }],
  };
}
