import { parseJson } from '../../../core/json.ts';
import type { NumbersReading } from './numbers.ts';

/** Numbers beyond these are not listed; nobody requires anything of so many. */
const MOST = 100_000;

/** Every number of a JSON document by its path: `total.lines.pct`, `suites.0.failures`. */
export function readJsonNumbers(text: string): NumbersReading {
  const document = parseJson(text);
  if (document === undefined) return 'it is no JSON';
  const numbers = new Map<string, number>();
  collect(document, '', numbers);
  return numbers.size === 0 ? 'it holds no number' : numbers;
}

function collect(value: unknown, path: string, numbers: Map<string, number>): void {
  if (numbers.size >= MOST) return;
  if (typeof value === 'number') numbers.set(path, value);
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inner] of Object.entries(value)) {
    collect(inner, path === '' ? key : `${path}.${key}`, numbers);
  }
}
