import type { Redact } from '../../secrets/redaction.ts';
import { parseSample } from './sample-line.ts';
import type { Labels } from './sample-line.ts';

/** One series of a page with its value. */
export interface Series {
  readonly name: string;
  readonly labels: Labels;
  /** May be NaN or infinite. */
  readonly value: number;
}

export interface Page {
  readonly outcome: 'page';
  readonly series: readonly Series[];
  /** By family, as the `# TYPE` lines say. */
  readonly types: ReadonlyMap<string, string>;
}

/** How a page is read. */
export interface Format {
  /** OpenMetrics 1.0 rather than Prometheus' text format 0.0.4. */
  readonly isOpen: boolean;
  /** For the pieces of the page that a problem quotes. */
  readonly redact: Redact;
}

export type PageResult =
  | Page
  /** `line` counts from 1. */
  | { readonly outcome: 'malformed'; readonly line: number; readonly problem: string };

const NAME = '[a-zA-Z_:][a-zA-Z0-9_:]*';
const DESCRIPTION = new RegExp(`^# (?<keyword>HELP|TYPE|UNIT) (?<name>${NAME})(?: (?<rest>.*))?$`);
const TEXT_TYPES = ['counter', 'gauge', 'histogram', 'summary', 'untyped'];
const OPEN_TYPES = [...TEXT_TYPES, 'unknown', 'info', 'stateset', 'gaugehistogram'];

/**
 * Reads a metrics page: Prometheus' text format 0.0.4, or OpenMetrics 1.0 when `isOpen`, which must end with
 * `# EOF`. Nothing is guessed: any line that is not of the format makes the whole page malformed, and so
 * does a series that appears twice.
 */
export function parsePage(text: string, format: Format): PageResult {
  const { isOpen } = format;
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  const series: Series[] = [];
  const types = new Map<string, string>();
  const seen = new Set<string>();
  if (isOpen && lines.pop() !== '# EOF') {
    return malformed(lines.length, 'the page does not end with # EOF: it was cut short');
  }
  for (const [index, line] of lines.entries()) {
    if (line.startsWith('#')) {
      const problem = readDescription(line, isOpen, types);
      if (problem !== undefined) return malformed(index, problem);
    } else if (line.trim() !== '' || isOpen) {
      const sample = parseSample(line, format);
      if (typeof sample === 'string') return malformed(index, sample);
      const key = identify(sample);
      if (seen.has(key)) return malformed(index, `the series ${key} appears twice`);
      seen.add(key);
      series.push(sample);
    }
  }
  return { outcome: 'page', series, types };
}

function malformed(index: number, problem: string): PageResult {
  return { outcome: 'malformed', line: index + 1, problem };
}

/** The series as one text, its labels in order: `name{a="1",b="2"}`. */
export function identify({ name, labels }: Pick<Series, 'name' | 'labels'>): string {
  const pairs = [...labels].toSorted(([a], [b]) => (a < b ? -1 : 1));
  return `${name}{${pairs.map(([label, value]) => `${label}=${JSON.stringify(value)}`).join(',')}}`;
}

/** Notes a family's type; returns what is wrong with the line, if anything. Other comments say nothing. */
function readDescription(
  line: string,
  isOpen: boolean,
  types: Map<string, string>,
): string | undefined {
  const { keyword, name = '', rest = '' } = DESCRIPTION.exec(line)?.groups ?? {};
  if (line === '# EOF' && isOpen) return '# EOF stands before the end';
  if (keyword === undefined) return isOpen ? 'a comment that OpenMetrics does not know' : undefined;
  if (keyword !== 'TYPE') return undefined;
  if (types.has(name)) return `a second TYPE of ${name}`;
  const known = isOpen ? OPEN_TYPES : TEXT_TYPES;
  if (!known.includes(rest.trim())) return `the type "${rest}" of ${name} is unknown`;
  types.set(name, rest.trim());
  return undefined;
}
