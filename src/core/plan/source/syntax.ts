import type { Document, YAMLError } from 'yaml';

import type { Position } from '../plan.ts';
import { byPosition } from '../problem.ts';
import type { Problem } from '../problem.ts';
import { quote } from '../wording.ts';

const ADVICE: Readonly<Partial<Record<YAMLError['code'], string>>> = {
  TAB_AS_INDENT: 'indent with spaces: YAML does not allow tabs there',
  BAD_INDENT: 'line it up with its neighbours, with spaces',
  BAD_ALIAS: 'name an anchor (`&name`) that is written further up',
  ALIAS_PROPS: 'an alias stands alone, without tag or anchor',
  BAD_SCALAR_START: 'put the text between quotes',
  BAD_DQ_ESCAPE: "use single quotes, in which a backslash is just a backslash: 'a\\d'",
  BLOCK_AS_IMPLICIT_KEY:
    'only one `: ` fits on a line; put the text between quotes if the colon belongs to it',
  BLOCK_IN_FLOW: 'inside `{ }` and `[ ]` write everything in that style',
  MISSING_CHAR: 'close what was opened: a quote, a bracket or a `: ` is missing',
  MULTILINE_IMPLICIT_KEY: 'a key stands on one line and is followed by `: `',
  UNEXPECTED_TOKEN:
    'put the text between quotes if it holds signs such as `{ } [ ] , & * # ? | > @ %`',
  BAD_DIRECTIVE: 'remove the line: a plan needs no YAML directives',
  TAG_RESOLVE_FAILED: 'remove the tag: a plan is made of plain text, numbers, lists and mappings',
};

/** Syntax errors beyond these are echoes of the first ones. */
const MOST_SYNTAX_ERRORS = 5;
const MOST_RAW_ERRORS = 100;

/** Says in the plan's words what the YAML parser objects to, once per line: it stumbles again and again. */
export function syntaxProblems(
  document: Document.Parsed,
  place: (offset: number) => Position,
): readonly Problem[] {
  const problems = [...document.errors, ...document.warnings]
    .slice(0, MOST_RAW_ERRORS)
    .map((error) => explain(error, place(error.pos[0])))
    .toSorted(byPosition);
  const firsts = problems.filter(
    ({ line }, index) => problems.findIndex((other) => other.line === line) === index,
  );
  return firsts.slice(0, MOST_SYNTAX_ERRORS);
}

function explain(error: YAMLError, position: Position): Problem {
  return {
    ...position,
    severity: 'error',
    code: error.code === 'TAG_RESOLVE_FAILED' ? 'yaml-tag' : 'yaml-syntax',
    found: `this is not YAML (${quote(error.message).slice(1, -1)})`,
    expected: ADVICE[error.code] ?? 'mend the YAML here; an editor with YAML support shows where',
  };
}
