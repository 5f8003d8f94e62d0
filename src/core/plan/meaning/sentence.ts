import { nearest } from '../nearest.ts';
import type { Notes } from '../notes.ts';
import type { Metric, Position, Sentence } from '../plan.ts';
import { parseSentence } from '../sentence/parse.ts';
import { isMistake } from '../sentence/syntax.ts';
import type { Path } from '../source/path.ts';
import { isMapping } from '../source/values.ts';
import type { Value } from '../source/values.ts';
import { list, quote } from '../wording.ts';
import { resolveClaim } from './claim.ts';
import type { Metrics } from './metric.ts';
import type { Role } from './role.ts';

/** A sentence with its metric looked up, and where its parts stand. */
export interface ResolvedSentence {
  readonly sentence: Sentence;
  readonly role: Role;
  /** Undefined where the metric was declared but not understood. */
  readonly metric: Metric | undefined;
  readonly claimPosition: Position;
  readonly forPosition: Position;
}

export function resolveSentence(
  path: Path,
  role: Role,
  metrics: Metrics,
  notes: Notes,
): ResolvedSentence | undefined {
  const { text, positionAt } = readSentence(path, notes);
  const syntax = parseSentence(text);
  if (isMistake(syntax)) {
    notes.errorAt(positionAt(syntax.index), 'sentence', syntax.found, syntax.expected);
    return undefined;
  }
  const name = syntax.metric.value;
  const position = positionAt(syntax.metric.index);
  if (!metrics.has(name)) {
    noteUnknownMetric(name, position, metrics, notes);
    return undefined;
  }
  const metric = metrics.get(name);
  const test = resolveClaim({ claim: syntax.claim, name, metric, role, positionAt }, notes);
  if (test === undefined) return undefined;
  return {
    role,
    metric,
    claimPosition: positionAt(syntax.claim.index),
    forPosition: positionAt(syntax.for?.index ?? syntax.metric.index),
    sentence: {
      text: text.replaceAll(/\s+/g, ' ').trim(),
      metric: name,
      test,
      ...(syntax.for && { for: syntax.for.value }),
      action: syntax.action?.value ?? 'rollback',
      position,
    },
  };
}

interface Written {
  readonly text: string;
  /** Where the index-th character stands in the file. */
  readonly positionAt: (index: number) => Position;
}

/** YAML reads `memory > 90%: pause` as a mapping of one key; it is put together again. */
function readSentence(path: Path, { source }: Notes): Written {
  const value = source.at(path);
  const key = isMapping(value) ? Object.keys(value)[0] : undefined;
  if (key === undefined) {
    return { text: scalarText(value), positionAt: (index) => source.within(path, index) };
  }
  const opening = `${key}: `;
  const inner = [...path, key];
  return {
    text: opening + scalarText(source.at(inner)),
    positionAt: (index) =>
      index < opening.length
        ? source.withinKey(inner, index)
        : source.within(inner, index - opening.length),
  };
}

function scalarText(value: Value | undefined): string {
  return typeof value === 'string' ? value : '';
}

export function noteUnknownMetric(
  name: string,
  position: Position,
  metrics: Metrics,
  notes: Notes,
): void {
  const known = [...metrics.keys()];
  const meant = nearest(name, known);
  const advice =
    known.length === 0 ? 'declare it under `metrics`' : `declare it, or use ${list(known, 'or')}`;
  notes.errorAt(
    position,
    'unknown-metric',
    `there is no metric ${quote(name)}`,
    meant === undefined ? advice : `did you mean \`${meant}\`?`,
  );
}
