import { nearest } from '../../../core/plan/nearest.ts';
import type { QualityGate, Requirement } from '../../../core/plan/plan.ts';
import { holds } from '../../../core/quantity/comparison.ts';
import { readPlanFile } from '../file.ts';
import { broken, enumerate, type Look, open, shut } from '../look.ts';
import type { Numbers } from './numbers.ts';
import { readReport } from './report.ts';

/** Open when every requirement is satisfied by a number of the report. A number that is not there satisfies nothing. */
export async function lookAtQuality(
  { file, format, requirements }: QualityGate,
  environment: Readonly<Record<string, string>>,
): Promise<Look> {
  const wanted = requirements.map(({ text }) => text).join(', ');
  const reading = await readPlanFile(file, environment);
  if (reading.outcome === 'failed') {
    return broken(reading.detail, wanted, 'bring the report into this job, or mend the path');
  }
  const numbers = readReport(reading.text, reading.path, format);
  if (typeof numbers === 'string') {
    return broken(`${reading.path}: ${numbers}`, wanted, 'mend the report, or the `format`');
  }
  const missing = requirements.find(({ number }) => !Number.isFinite(numbers.get(number)));
  if (missing !== undefined) return explainMissing(missing, numbers, wanted);
  const found = enumerate(requirements.map((one) => describe(one, numbers)));
  return requirements.every(({ number, operator, value }) =>
    holds(numbers.get(number) ?? Number.NaN, operator, value),
  )
    ? open(found, wanted)
    : shut(found, wanted, 'mend what the report tells of');
}

function explainMissing({ number }: Requirement, numbers: Numbers, wanted: string): Look {
  if (numbers.has(number)) {
    return broken(`${number} has no value`, wanted, 'see whether the tool measured anything');
  }
  const names = [...numbers.keys()];
  const meant = nearest(number, names.slice(0, 1_000));
  const remedy = meant === undefined ? `it has ${enumerate(names)}` : `did you mean ${meant}?`;
  return broken(`the report has no ${number}`, wanted, remedy);
}

/** @example 'lines is 78.2%' for a requirement in percent */
function describe({ number, text }: Requirement, numbers: Numbers): string {
  const value = numbers.get(number) ?? Number.NaN;
  return `${number} is ${text.includes('%') ? `${round(value * 100)}%` : round(value)}`;
}

function round(value: number): number {
  return Number(value.toPrecision(4));
}
