import type { ReportFormat } from '../../../core/plan/plan.ts';
import { readCobertura } from './cobertura.ts';
import { readJsonNumbers } from './json.ts';
import { readJUnit } from './junit.ts';
import { readLcov } from './lcov.ts';
import type { NumbersReading } from './numbers.ts';
import { readSarif } from './sarif.ts';

const READERS: Readonly<Record<ReportFormat, (text: string) => NumbersReading>> = {
  json: readJsonNumbers,
  lcov: readLcov,
  cobertura: readCobertura,
  junit: readJUnit,
  sarif: readSarif,
};

/** Reads a report; a string says why it cannot be read. */
export function readReport(text: string, path: string, format?: ReportFormat): NumbersReading {
  const chosen = format ?? guessFormat(path, text);
  return chosen === undefined
    ? 'nobody can tell what kind of report it is: write `format`'
    : READERS[chosen](text);
}

/** From the name, and for XML from its first element. */
function guessFormat(path: string, text: string): ReportFormat | undefined {
  const name = path.toLowerCase();
  if (name.endsWith('.sarif') || name.endsWith('.sarif.json')) return 'sarif';
  if (name.endsWith('.json')) return 'json';
  if (name.endsWith('.info') || name.endsWith('.lcov')) return 'lcov';
  const root = /<(?:\w+:)?(coverage|testsuites?)\b/.exec(text)?.[1];
  if (root === undefined) return undefined;
  return root === 'coverage' ? 'cobertura' : 'junit';
}
