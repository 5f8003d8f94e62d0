import { Composer, Lexer, LineCounter, Parser } from 'yaml';
import type { CST, Document, Node, YAMLError } from 'yaml';

import { byPosition } from '../problem.ts';
import type { Problem } from '../problem.ts';
import { quote } from '../wording.ts';
import { DEEPEST_NESTING, LARGEST_PLAN, MOST_TOKENS } from './limits.ts';
import { explainSyntax } from './syntax.ts';

export interface Composed {
  readonly document: Document.Parsed;
  readonly root: Node;
  readonly lines: LineCounter;
}

export type Composition =
  | ({ readonly outcome: 'composed' } & Composed)
  | { readonly outcome: 'refused'; readonly problems: readonly Problem[] };

/** Syntax errors beyond these are echoes of the first ones. */
const MOST_SYNTAX_ERRORS = 5;
const MOST_RAW_ERRORS = 100;

/** Turns text into one YAML document, or says why it is none. Bounded in time and memory for any text. */
export function composeDocument(text: string, file: string): Composition {
  if (isTooLarge(text)) {
    return refuse(
      1,
      1,
      'too-large',
      `${quote(file)} is larger than 256 kB`,
      'a plan is a few pages of YAML; was another file given by mistake?',
    );
  }
  const lines = countLines(text);
  const tokens = tokenize(text);
  if (!Array.isArray(tokens)) {
    const { line, col } = lines.linePos(tokens.offset);
    return tokens.limit === 'depth'
      ? refuse(
          line,
          col,
          'too-deep',
          `nested more than ${DEEPEST_NESTING} levels deep`,
          'a plan needs eight levels at most; is a bracket left open?',
        )
      : refuse(
          line,
          col,
          'too-large',
          `more than ${MOST_TOKENS} words and signs`,
          'a plan is a few pages of YAML; was another file given by mistake?',
        );
  }
  const [document, second] = compose(tokens, text.length);
  const root = document?.contents;
  if (document === undefined || root === null || root === undefined) {
    const problems = document === undefined ? [] : syntaxProblems(document, lines);
    return problems.length > 0
      ? { outcome: 'refused', problems }
      : refuse(
          1,
          1,
          'empty',
          `${quote(file)} holds no plan`,
          'begin with `version: 1`, then `name`, `environment`, `target` and `phases`',
        );
  }
  const problems = syntaxProblems(document, lines);
  if (second !== undefined) {
    const { line, col } = lines.linePos(second.range[0]);
    problems.push({
      line,
      column: col,
      severity: 'error',
      code: 'several-documents',
      found: 'a second YAML document begins here',
      expected:
        'one file holds one plan: remove the `---` line and what follows, or move it to a file of its own',
    });
  }
  return problems.length > 0
    ? { outcome: 'refused', problems }
    : { outcome: 'composed', document, root, lines };
}

/** UTF-8 takes one to three bytes per UTF-16 unit, so only texts in between must be measured. */
function isTooLarge(text: string): boolean {
  if (text.length > LARGEST_PLAN) return true;
  return text.length * 3 > LARGEST_PLAN && new TextEncoder().encode(text).length > LARGEST_PLAN;
}

function countLines(text: string): LineCounter {
  const lines = new LineCounter();
  lines.addNewLine(0);
  for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', end + 1)) {
    lines.addNewLine(end + 1);
  }
  return lines;
}

interface LimitReached {
  readonly limit: 'depth' | 'tokens';
  readonly offset: number;
}

/** Runs the parser token by token, so that a hostile text is stopped before it is built into a tree. */
function tokenize(text: string): CST.Token[] | LimitReached {
  const parser = new Parser();
  const tokens: CST.Token[] = [];
  let count = 0;
  for (const lexeme of new Lexer().lex(text)) {
    tokens.push(...parser.next(lexeme));
    if (parser.stack.length > DEEPEST_NESTING) return { limit: 'depth', offset: parser.offset };
    if (++count > MOST_TOKENS) return { limit: 'tokens', offset: parser.offset };
  }
  tokens.push(...parser.end());
  return tokens;
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

function syntaxProblems(document: Document.Parsed, lines: LineCounter): Problem[] {
  const problems = [...document.errors, ...document.warnings]
    .slice(0, MOST_RAW_ERRORS)
    .map((error) => problemOf(error, lines))
    .toSorted(byPosition);
  // The parser stumbles again and again over the same line.
  const firsts = problems.filter(
    ({ line }, index) => problems.findIndex((other) => other.line === line) === index,
  );
  return firsts.slice(0, MOST_SYNTAX_ERRORS);
}

function problemOf(error: YAMLError, lines: LineCounter): Problem {
  const { line, col } = lines.linePos(error.pos[0]);
  return {
    line: Math.max(1, line),
    column: Math.max(1, col),
    severity: 'error',
    ...explainSyntax(error),
  };
}

function refuse(
  line: number,
  column: number,
  code: Problem['code'],
  found: string,
  expected: string,
): Composition {
  return {
    outcome: 'refused',
    problems: [{ line, column, severity: 'error', code, found, expected }],
  };
}
