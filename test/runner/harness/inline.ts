import { ContextAccess } from '@actions/expressions/ast';
import { evaluateTree, parse, type Json } from './expression.ts';
import { findChainRoot, quote, writeExpression } from './syntax.ts';
import { readTemplate } from './template.ts';

/** What act's own evaluator supplies while a job runs. */
export const LIVE_CONTEXTS = ['github', 'env', 'vars', 'secrets', 'steps', 'runner', 'job'];
export const LIVE_FUNCTIONS = ['success', 'failure', 'cancelled', 'always', 'hashFiles'].map(
  (name) => ({
    name,
    minArgs: 0,
    maxArgs: 255,
  }),
);

/**
 * Writes known contexts into every expression of a document as literals: act runs one job at a time and
 * knows neither its `needs` nor the inputs of the workflow. Keys `if` are expressions without `${{ }}`.
 */
export function inlineContexts(document: Json, known: Readonly<Record<string, Json>>): Json {
  if (typeof document === 'string') return inlineText(document, known);
  if (document === null || typeof document !== 'object') return document;
  if (Array.isArray(document)) return document.map((item: Json) => inlineContexts(item, known));
  return Object.fromEntries(
    Object.entries(document).map(([key, value]) => [
      key,
      key === 'if' ? inlineCondition(value, known) : inlineContexts(value, known),
    ]),
  );
}

function inlineCondition(value: Json, known: Readonly<Record<string, Json>>): Json {
  if (typeof value !== 'string' || value.includes('${{')) return inlineContexts(value, known);
  return inlineExpression(value, known);
}

function inlineText(text: string, known: Readonly<Record<string, Json>>): string {
  return readTemplate(text)
    .map((part) =>
      part.kind === 'text' ? part.text : `\${{ ${inlineExpression(part.source, known)} }}`,
    )
    .join('');
}

function inlineExpression(source: string, known: Readonly<Record<string, Json>>): string {
  const tree = parse(source, [...LIVE_CONTEXTS, ...Object.keys(known)], LIVE_FUNCTIONS);
  return writeExpression(tree, (part) => {
    const root = findChainRoot(part);
    if (root === undefined || !Object.hasOwn(known, root)) return undefined;
    const value = evaluateTree(part, { contexts: known });
    // Of a context known in part (`job`), the rest stays for act.
    const isLeft = value === null || part instanceof ContextAccess;
    return isLeft && LIVE_CONTEXTS.includes(root) ? undefined : writeValue(value);
  });
}

function writeValue(value: Json): string {
  if (typeof value === 'string') return quote(value);
  if (value === null || typeof value !== 'object') return String(value);
  return `fromJSON(${quote(JSON.stringify(value))})`;
}
