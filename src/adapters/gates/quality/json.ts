import { readDocument } from './document.ts';
import type { NumbersReading, ReportNumber } from './numbers.ts';

/** Numbers beyond these are not listed; nobody requires anything of so many. */
const MOST = 100_000;

/** Every number of a JSON document by its path: `total.lines.pct`, `suites.0.failures`. */
export function readJsonNumbers(text: string): NumbersReading {
  const reading = readDocument(text);
  if (reading.outcome === 'failed') return reading.detail;
  const numbers = new Map<string, ReportNumber>();
  collect(reading.document, '', numbers);
  return numbers.size === 0 ? 'it holds no number' : numbers;
}

/** A key with a point in it may write the path of another number: then nobody can tell which is meant. */
function collect(value: unknown, path: string, numbers: Map<string, ReportNumber>): void {
  if (numbers.size >= MOST) return;
  if (typeof value === 'number') {
    numbers.set(path, numbers.has(path) ? 'it stands there twice' : value);
  }
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inner] of Object.entries(value)) {
    collect(inner, path === '' ? key : `${path}.${key}`, numbers);
  }
}
