import {
  Binary,
  ContextAccess,
  FunctionCall,
  Grouping,
  IndexAccess,
  Literal,
  Logical,
  Star,
  Unary,
  type Expr,
} from '@actions/expressions/ast';
import { Kind } from '@actions/expressions/data/expressiondata';

const STATUS_FUNCTIONS = new Set(['success', 'failure', 'cancelled', 'always']);

/** The first status function a condition calls, which switches off the implied `success()`. */
export function findStatusFunction(tree: Expr): string | undefined {
  if (tree instanceof FunctionCall) {
    const name = tree.functionName.lexeme.toLowerCase();
    if (STATUS_FUNCTIONS.has(name)) return name;
  }
  for (const part of listParts(tree)) {
    const found = findStatusFunction(part);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The context at the root of a chain such as `needs.x.outputs['y']`, when nothing in it is computed. */
export function findChainRoot(tree: Expr): string | undefined {
  if (tree instanceof ContextAccess) return tree.name.lexeme.toLowerCase();
  if (!(tree instanceof IndexAccess)) return undefined;
  const isFixed = tree.index instanceof Literal || tree.index instanceof Star;
  return isFixed ? findChainRoot(tree.expr) : undefined;
}

/** Writes a tree as text again, with `replace` having the first word on every part. */
export function writeExpression(tree: Expr, replace: (part: Expr) => string | undefined): string {
  const write = (part: Expr): string => replace(part) ?? writePart(part);
  const writePart = (part: Expr): string => {
    if (part instanceof Literal) return writeLiteral(part);
    if (part instanceof Grouping) return `(${write(part.group)})`;
    if (part instanceof Unary) return `${part.operator.lexeme}${write(part.expr)}`;
    if (part instanceof Binary)
      return `${write(part.left)} ${part.operator.lexeme} ${write(part.right)}`;
    if (part instanceof Logical) return part.args.map(write).join(` ${part.operator.lexeme} `);
    if (part instanceof ContextAccess) return part.name.lexeme;
    if (part instanceof FunctionCall)
      return `${part.functionName.lexeme}(${part.args.map(write).join(', ')})`;
    if (part instanceof IndexAccess) return `${write(part.expr)}${writeIndex(part.index, write)}`;
    throw new Error(`cannot write ${part.constructor.name}`);
  };
  return write(tree);
}

/** Writes `.name` where the name allows it. */
function writeIndex(index: Expr, write: (part: Expr) => string): string {
  if (index instanceof Star) return '.*';
  const isName = index instanceof Literal && /^[A-Za-z_][\w-]*$/.test(index.literal.coerceString());
  return isName ? `.${index.literal.coerceString()}` : `[${write(index)}]`;
}

function writeLiteral({ literal }: Literal): string {
  const text = literal.coerceString();
  if (literal.kind === Kind.Null) return 'null';
  return literal.kind === Kind.String ? quote(text) : text;
}

/** A string literal of the expression language. */
export function quote(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

function listParts(tree: Expr): readonly Expr[] {
  if (tree instanceof Grouping) return [tree.group];
  if (tree instanceof Unary) return [tree.expr];
  if (tree instanceof Binary) return [tree.left, tree.right];
  if (tree instanceof Logical || tree instanceof FunctionCall) return tree.args;
  if (tree instanceof IndexAccess) return [tree.expr, tree.index];
  return [];
}
