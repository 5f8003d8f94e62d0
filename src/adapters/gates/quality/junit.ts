import type { NumbersReading } from './numbers.ts';
import { walkElements } from './xml.ts';

/**
 * How many tests a JUnit report tells of, and how they ended; counted one by one, since the sums that some
 * programs write are wrong. A report without tests is none: nothing ran.
 */
export function readJUnit(text: string): NumbersReading {
  const counts = { tests: 0, failures: 0, errors: 0, skipped: 0 };
  const endings: Readonly<Record<string, keyof typeof counts>> = {
    testcase: 'tests',
    failure: 'failures',
    error: 'errors',
    skipped: 'skipped',
  };
  const mistake = walkElements(text, ({ name }) => {
    const ending = endings[name];
    if (ending !== undefined) counts[ending] += 1;
  });
  if (mistake !== undefined) return mistake;
  return counts.tests === 0 ? 'it tells of no test: nothing ran' : new Map(Object.entries(counts));
}
