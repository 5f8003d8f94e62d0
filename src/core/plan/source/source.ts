import { isAlias, isMap, isScalar, isSeq } from 'yaml';
import type { Document, Node } from 'yaml';

import type { Position } from '../plan.ts';
import type { Problem } from '../problem.ts';
import { composeDocument } from './compose.ts';
import type { Composed } from './compose.ts';
import type { Path } from './path.ts';
import { isList, isMapping, keyText, offsetOf, readValues } from './values.ts';
import type { Value } from './values.ts';

/** A plan's text as values, each of which can be found in the file again. */
export interface Source {
  readonly value: Value;
  /** Where the value at the path begins; for what is not there, where the mapping around it begins. */
  position(path: Path): Position;
  /** Where the key at the end of the path is written. */
  keyPosition(path: Path): Position;
  /** Where the index-th character of the text at the path stands, as exactly as its notation tells. */
  within(path: Path, index: number): Position;
  /** The same for a key. */
  withinKey(path: Path, index: number): Position;
  /** The value at the path, if there is one. */
  at(path: Path): Value | undefined;
}

export interface ReadSource {
  readonly source?: Source;
  readonly problems: readonly Problem[];
}

/** Reads YAML. A source is returned with problems too, as long as the text is YAML at all. */
export function readSource(text: string, file: string): ReadSource {
  const composition = composeDocument(text, file);
  if (composition.outcome === 'refused') return { problems: composition.problems };
  const { place } = composition;
  const problems: Problem[] = [];
  const value = readValues(composition.document, {
    lineOf: (offset) => place(offset).line,
    complain: (offset, code, found, expected) =>
      problems.push({ ...place(offset), severity: 'error', code, found, expected }),
  });
  return value === undefined
    ? { problems }
    : { source: locate(text, composition, value), problems };
}

function locate(text: string, { document, root, place }: Composed, value: Value): Source {
  const entry = (path: Path): Entry => findEntry(document, root, path);
  const position = (path: Path): Position => place(offsetOf(entry(path).value));
  const keyOf = (path: Path): Node => {
    const found = entry(path);
    return found.key ?? found.value;
  };
  return {
    value,
    position,
    keyPosition: (path) => place(offsetOf(keyOf(path))),
    within: (path, index) => place(offsetWithin(text, entry(path).value, index)),
    withinKey: (path, index) => place(offsetWithin(text, keyOf(path), index)),
    at: (path) => valueAt(value, path),
  };
}

/** Exact where the scalar stands in the file as it reads (plain, or quoted without escapes), else its beginning. */
function offsetWithin(text: string, node: Node, index: number): number {
  const start = offsetOf(node);
  if (!isScalar(node) || typeof node.source !== 'string') return start;
  const opening = node.type === 'QUOTE_DOUBLE' || node.type === 'QUOTE_SINGLE' ? 1 : 0;
  return text.startsWith(node.source, start + opening)
    ? start + opening + Math.min(index, node.source.length)
    : start;
}

interface Entry {
  readonly key?: Node;
  readonly value: Node;
}

/** The entry at the path, or the last one on the way there. */
function findEntry(document: Document.Parsed, root: Node, path: Path): Entry {
  let entry: Entry = { value: root };
  for (const step of path) {
    const next = stepInto(follow(entry.value, document), step);
    if (next === undefined) return entry;
    entry = next;
  }
  return entry;
}

function stepInto(node: Node | undefined, step: string | number): Entry | undefined {
  if (isSeq<Node>(node) && typeof step === 'number') {
    const value = node.items[step];
    return value === undefined ? undefined : { value };
  }
  if (!isMap<Node, Node | null>(node)) return undefined;
  const pair = node.items.find(({ key }) => keyText(key) === step);
  // An empty value has no place of its own: its key stands for it.
  return pair && { key: pair.key, value: isEmpty(pair.value) ? pair.key : pair.value };
}

function isEmpty(value: Node | null): value is null {
  return value === null || (isScalar(value) && value.value === null && value.source === '');
}

function follow(node: Node, document: Document.Parsed): Node | undefined {
  return isAlias(node) ? node.resolve(document) : node;
}

function valueAt(value: Value, path: Path): Value | undefined {
  let inner: Value | undefined = value;
  for (const step of path) {
    if (isList(inner)) inner = typeof step === 'number' ? inner[step] : undefined;
    else inner = isMapping(inner) && Object.hasOwn(inner, step) ? inner[step] : undefined;
  }
  return inner;
}
