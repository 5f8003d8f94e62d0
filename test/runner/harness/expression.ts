import { data, Evaluator, Lexer, Parser } from '@actions/expressions';
import type { Expr } from '@actions/expressions/ast';
import type { FunctionDefinition, FunctionInfo } from '@actions/expressions/funcs/info';
import { findStatusFunction } from './syntax.ts';
import { readTemplate } from './template.ts';

export type Json =
  null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** `success()`, `failure()`, `cancelled()` and `always()`, as they stand for one job. */
export interface Status {
  readonly success: boolean;
  readonly failure: boolean;
  readonly cancelled: boolean;
}

/** What an expression may refer to. A context that is not here is an error, as on GitHub. */
export interface Scope {
  readonly contexts: Readonly<Record<string, Json>>;
  readonly status?: Status;
}

/** Evaluates one expression, without its `${{ }}`, by GitHub's own evaluator. */
export function evaluate(expression: string, scope: Scope): Json {
  try {
    return evaluateTree(parseIn(scope, expression), scope);
  } catch (cause) {
    throw new Error(`expression "${expression}": ${String(cause)}`, { cause });
  }
}

/** Fills in every `${{ }}` of a text. A text that is nothing but one expression keeps that value's type. */
export function interpolate(text: string, scope: Scope): Json {
  const parts = readTemplate(text);
  const [only] = parts;
  if (parts.length === 1 && only?.kind === 'expression') return evaluate(only.source, scope);
  return parts
    .map((part) => (part.kind === 'text' ? part.text : toText(evaluate(part.source, scope))))
    .join('');
}

/**
 * Decides a job-level `if`. Without one of the status functions in it, `success() &&` is understood.
 * A text around the `${{ }}` would always be true, which nobody means: it is refused.
 */
export function holds(condition: string, scope: Scope): boolean {
  const source = unwrapCondition(condition);
  const tree = parseIn(scope, source);
  const value = isTruthy(evaluate(source, scope));
  return value && (findStatusFunction(tree) !== undefined || scope.status?.success === true);
}

/** How GitHub writes a value into a text: null is empty, an object is its kind. */
export function toText(value: Json): string {
  if (value === null) return '';
  if (typeof value === 'object') return Array.isArray(value) ? 'Array' : 'Object';
  return String(value);
}

/** Parses an expression; contexts and functions not named are errors. */
export function parse(
  expression: string,
  contexts: readonly string[],
  functions: readonly FunctionInfo[] = [],
): Expr {
  return new Parser(new Lexer(expression).lex().tokens, [...contexts], [...functions]).parse();
}

export function evaluateTree(tree: Expr, { contexts, status }: Scope): Json {
  const pairs = Object.entries(contexts).map(([key, value]) => ({ key, value: toData(value) }));
  const functions = new Map(defineStatusFunctions(status).map((info) => [info.name, info]));
  const value = new Evaluator(tree, new data.Dictionary(...pairs), functions).evaluate();
  const json: Json = JSON.parse(JSON.stringify(value, data.replacer));
  return json;
}

function toData(value: Json): data.ExpressionData {
  const revived: data.ExpressionData = JSON.parse(JSON.stringify(value), data.reviver);
  return revived;
}

function isTruthy(value: Json): boolean {
  return !(value === null || value === false || value === 0 || value === '');
}

/** The expression of an `if`, with or without `${{ }}` around it. */
export function unwrapCondition(condition: string): string {
  const parts = readTemplate(condition.trim());
  const [only] = parts;
  if (parts.length === 1 && only !== undefined) {
    return only.kind === 'expression' ? only.source : only.text;
  }
  throw new Error(`if: "${condition}" has text around its expression, so it is always true`);
}

function parseIn({ contexts, status }: Scope, source: string): Expr {
  return parse(source, Object.keys(contexts), defineStatusFunctions(status));
}

function defineStatusFunctions(status: Status | undefined): readonly FunctionDefinition[] {
  if (status === undefined) return [];
  return Object.entries({ ...status, always: true }).map(([name, value]) => ({
    name,
    minArgs: 0,
    maxArgs: 0,
    call: () => new data.BooleanData(value),
  }));
}
