import { isAlias, isMap, isScalar, isSeq } from 'yaml';
import type { Alias, Document, Node, Pair } from 'yaml';

import type { ProblemCode } from '../problem.ts';
import { quote } from '../wording.ts';
import { DEEPEST_NESTING, MOST_VALUES, NO_PLAN } from './limits.ts';

/** What a plan is made of before it is understood. */
export type Value =
  null | string | number | boolean | readonly Value[] | { readonly [key: string]: Value };

export function isList(value: Value | undefined): value is readonly Value[] {
  return Array.isArray(value);
}

export function isMapping(value: unknown): value is { readonly [key: string]: Value } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Where to complain, by offset into the text. */
export interface Complaints {
  complain(offset: number, code: ProblemCode, found: string, expected: string): void;
  lineOf(offset: number): number;
}

/**
 * Turns the document's nodes into plain values, following aliases. What cannot be a value (a key that
 * is no text, a second key of the same name) is complained about and left out. Returns undefined when an
 * alias leads nowhere, or all of them together without end.
 */
export function readValues(document: Document.Parsed, complaints: Complaints): Value | undefined {
  let left = MOST_VALUES;
  let stoppedAt: Node | undefined;
  let isBroken = false;

  /** `alias` is the outermost alias on the way to the node. */
  function read(node: Node | null | undefined, depth: number, alias?: Node): Value {
    if (node === null || node === undefined || stoppedAt !== undefined) return null;
    if (--left < 0 || depth > DEEPEST_NESTING) {
      stoppedAt = alias ?? node;
      return null;
    }
    if (isAlias(node)) return readAlias(node, depth, alias);
    if (isSeq<Node>(node)) return node.items.map((item) => read(item, depth + 1, alias));
    if (isMap<Node, Node | null>(node)) return readMap(node.items, depth, alias);
    return isScalar(node) ? readScalar(node.value, node.source) : null;
  }

  function readAlias(node: Alias, depth: number, outer: Node | undefined): Value {
    const target = node.resolve(document);
    if (target === undefined) complainAboutAlias(node);
    isBroken ||= target === undefined;
    return read(target, depth + 1, outer ?? node);
  }

  function readMap(
    pairs: readonly Pair<Node, Node | null>[],
    depth: number,
    alias: Node | undefined,
  ): Value {
    const entries: [string, Value][] = [];
    const seen = new Map<string, number>();
    for (const { key, value } of pairs) {
      const offset = offsetOf(key);
      const name = keyText(key);
      const first = name === undefined ? undefined : seen.get(name);
      if (name === undefined) complainAboutKey(key, offset);
      else if (first !== undefined) complainAboutTwin(name, first, offset);
      else {
        seen.set(name, offset);
        entries.push([name, read(value, depth + 1, alias)]);
      }
    }
    // Unlike an assignment this makes `__proto__` a key like any other.
    return Object.fromEntries(entries);
  }

  function complainAboutAlias(node: Alias): void {
    complaints.complain(
      offsetOf(node),
      'unknown-alias',
      `there is no anchor ${quote(`&${node.source}`)} above this alias`,
      'write the anchor before its first alias, as in `criteria: &usual [error-rate < 1%]`',
    );
  }

  function complainAboutKey(key: Node, offset: number): void {
    const shown = isScalar(key) ? quote(String(key.source ?? key.value)) : 'a list or mapping';
    complaints.complain(
      offset,
      'key-not-text',
      `${shown} is used as a key`,
      'a key is a text: put it between quotes, or indent the line differently',
    );
  }

  function complainAboutTwin(name: string, first: number, offset: number): void {
    complaints.complain(
      offset,
      'duplicate-key',
      `${quote(name)} is written twice, first on line ${complaints.lineOf(first)}`,
      'keep one of them, or give it a name of its own',
    );
  }

  const value = read(document.contents, 0);
  if (stoppedAt === undefined) return isBroken ? undefined : value;
  const isBomb = isAlias(stoppedAt);
  complaints.complain(
    offsetOf(stoppedAt),
    isBomb ? 'alias-bomb' : 'too-large',
    isBomb ? 'an alias that unfolds into too much' : `more than ${MOST_VALUES} values`,
    isBomb ? 'write out what is meant, or fewer aliases' : NO_PLAN,
  );
  return undefined;
}

/** The text of a key, if it is one. */
export function keyText(key: unknown): string | undefined {
  return isScalar(key) && typeof key.value === 'string' ? key.value : undefined;
}

export function offsetOf(node: Node): number {
  return node.range?.[0] ?? 0;
}

/** Only what JSON knows; anything else a tag may have made stays the text it was written as. */
function readScalar(value: unknown, source: string | undefined): Value {
  const isPlain =
    value === null ||
    typeof value === 'string' ||
    typeof value === 'boolean' ||
    (typeof value === 'number' && Number.isFinite(value));
  return isPlain ? value : (source ?? null);
}
