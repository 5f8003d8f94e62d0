import { nearest } from '../../../core/plan/nearest.ts';
import type { QualityGate, Requirement } from '../../../core/plan/plan.ts';
import { holds } from '../../../core/quantity/comparison.ts';
import { readPlanFile } from '../file.ts';
import { broken, enumerate, type Look, open, shut } from '../look.ts';
import { isShare, type Numbers } from './numbers.ts';
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
  const noShare = requirements.find((one) => isInPercent(one) && !isShare(valueOf(one, numbers)));
  if (noShare !== undefined) {
    const found = `${noShare.number} is ${valueOf(noShare, numbers)}, which is no share`;
    return broken(found, wanted, 'write the limit without its %');
  }
  const found = enumerate(requirements.map((one) => describe(one, numbers)));
  return requirements.every((one) => holds(valueOf(one, numbers), one.operator, one.value))
    ? open(found, wanted)
    : shut(found, wanted, 'mend what the report tells of');
}

function explainMissing({ number }: Requirement, numbers: Numbers, wanted: string): Look {
  if (numbers.has(number)) {
    const reason = numbers.get(number);
    const found = `${number} has no value${typeof reason === 'string' ? `: ${reason}` : ''}`;
    return broken(found, wanted, 'see whether the tool measured anything');
  }
  const names = [...numbers.keys()];
  const meant = nearest(number, names.slice(0, 1_000));
  const remedy = meant === undefined ? `it has ${enumerate(names)}` : `did you mean ${meant}?`;
  return broken(`the report has no ${number}`, wanted, remedy);
}

/** @example 'lines is 78.2%' for a requirement in percent */
function describe(requirement: Requirement, numbers: Numbers): string {
  const value = valueOf(requirement, numbers);
  return `${requirement.number} is ${isInPercent(requirement) ? `${round(value * 100)}%` : round(value)}`;
}

function valueOf({ number }: Requirement, numbers: Numbers): number {
  const value = numbers.get(number);
  return typeof value === 'number' ? value : Number.NaN;
}

function isInPercent({ text }: Requirement): boolean {
  return text.trimEnd().endsWith('%');
}

function round(value: number): number {
  return Number(value.toPrecision(4));
}
