import { parseNumber } from '../number.ts';
import { quote } from '../../secrets/quotation.ts';
import type { Redact } from '../../secrets/redaction.ts';
import type { Format, Series } from './page.ts';

export type Labels = ReadonlyMap<string, string>;

const NAME = /[a-zA-Z_:][a-zA-Z0-9_:]*/y;
const LABEL = /[ \t]*([a-zA-Z_][a-zA-Z0-9_]*)[ \t]*=[ \t]*"((?:[^"\\]|\\.)*)"[ \t]*/y;
const REST = /[ \t]+(\S+)(?:[ \t]+(-?[0-9.eE+-]+))?[ \t]*/y;
const ESCAPES: Readonly<Record<string, string>> = { '\\\\': '\\', '\\"': '"', '\\n': '\n' };

/** Takes what matches at the place it has come to, and steps on. */
interface Scanner {
  take(pattern: RegExp): readonly (string | undefined)[] | undefined;
  readonly rest: () => string;
  /** A piece of the line, fit to be told. */
  quote(text: string): string;
}

/** Reads `name{label="value"} 1 timestamp`, in OpenMetrics with an exemplar; or says what is wrong. */
export function parseSample(line: string, { isOpen, redact }: Format): Series | string {
  const scanner = scan(line, redact);
  const name = scanner.take(NAME)?.[0];
  if (name === undefined) return `"${scanner.quote(line)}" does not begin with a metric's name`;
  const labels = scanner.take(/[ \t]*\{/y) ? readLabels(scanner) : new Map<string, string>();
  if (typeof labels === 'string') return `${name}: ${labels}`;
  const [, text = '', timestamp] = scanner.take(REST) ?? [];
  const value = parseNumber(text);
  if (value === undefined) return `${name}: "${scanner.quote(text)}" is no number`;
  if (timestamp !== undefined && !isTimestamp(timestamp, isOpen)) {
    return `${name}: "${scanner.quote(timestamp)}" is no timestamp`;
  }
  const problem = isOpen ? readExemplar(scanner) : undefined;
  if (problem !== undefined) return `${name}: ${problem}`;
  return scanner.rest() === ''
    ? { name, labels, value }
    : `${name}: "${scanner.quote(scanner.rest())}" after the value`;
}

/** The labels after the opening brace, and the closing one. A comma may follow the last. */
function readLabels(scanner: Scanner): Labels | string {
  const labels = new Map<string, string>();
  for (;;) {
    if (scanner.take(/[ \t]*\}/y)) return labels;
    const [, label, raw] = scanner.take(LABEL) ?? [];
    if (label === undefined || raw === undefined) {
      return `"${scanner.quote(scanner.rest())}" is no label with a quoted value`;
    }
    if (labels.has(label)) return `the label ${label} appears twice`;
    const value = unescape(raw);
    if (value === undefined) return `the value of ${label} holds an unknown escape`;
    labels.set(label, value);
    if (!scanner.take(/,/y) && !scanner.take(/(?=\})/y)) {
      return `"${scanner.quote(scanner.rest())}" where a comma or brace should stand`;
    }
  }
}

/** Steps over ` # {labels} value timestamp`; returns what is wrong with it, if anything. */
function readExemplar(scanner: Scanner): string | undefined {
  if (!scanner.take(/# ?\{/y)) return undefined;
  const labels = readLabels(scanner);
  if (typeof labels === 'string') return `exemplar: ${labels}`;
  const [, value = '', timestamp] = scanner.take(REST) ?? [];
  if (parseNumber(value) === undefined) return `exemplar: "${scanner.quote(value)}" is no number`;
  return timestamp === undefined || isTimestamp(timestamp, true)
    ? undefined
    : `exemplar: "${scanner.quote(timestamp)}" is no timestamp`;
}

/** Milliseconds in the text format, seconds in OpenMetrics. */
function isTimestamp(text: string, isOpen: boolean): boolean {
  return isOpen ? Number.isFinite(parseNumber(text)) : /^-?\d+$/.test(text);
}

function unescape(raw: string): string | undefined {
  let known = true;
  const value = raw.replaceAll(/\\./g, (escape) => {
    known &&= ESCAPES[escape] !== undefined;
    return ESCAPES[escape] ?? '';
  });
  return known ? value : undefined;
}

const LONGEST_PIECE = 40;

function scan(line: string, redact: Redact): Scanner {
  let at = 0;
  return {
    take(pattern) {
      pattern.lastIndex = at;
      const match = pattern.exec(line);
      if (match !== null) at = pattern.lastIndex;
      return match ?? undefined;
    },
    rest: () => line.slice(at),
    quote: (text) => quote(text, redact, LONGEST_PIECE),
  };
}
