import type { YAMLError } from 'yaml';

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

/** Says in the plan's words what the YAML parser objects to. */
export function explainSyntax(error: YAMLError): Pick<Problem, 'code' | 'found' | 'expected'> {
  const found = error.message.replace(/\s+/g, ' ').trim();
  return {
    code: error.code === 'TAG_RESOLVE_FAILED' ? 'yaml-tag' : 'yaml-syntax',
    found: `this is not YAML (${shorten(found)})`,
    expected: ADVICE[error.code] ?? 'mend the YAML here; an editor with YAML support shows where',
  };
}

function shorten(message: string): string {
  return quote(message).slice(1, -1);
}
