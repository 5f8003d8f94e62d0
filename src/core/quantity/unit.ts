/** What a metric's value is measured in. A ratio is kept as a share: 5% is 0.05. */
export type Unit = 'ratio' | 'seconds' | 'bytes' | 'per-second' | 'number';

/** A value in its base unit: shares, seconds, bytes, events per second, or a plain number. */
export interface Quantity {
  readonly value: number;
  readonly unit: Unit;
}

const SUFFIXES: Readonly<Record<string, { readonly unit: Unit; readonly factor: number }>> = {
  '': { unit: 'number', factor: 1 },
  '%': { unit: 'ratio', factor: 0.01 },
  ms: { unit: 'seconds', factor: 0.001 },
  s: { unit: 'seconds', factor: 1 },
  m: { unit: 'seconds', factor: 60 },
  '/s': { unit: 'per-second', factor: 1 },
  '/m': { unit: 'per-second', factor: 1 / 60 },
  B: { unit: 'bytes', factor: 1 },
  KB: { unit: 'bytes', factor: 1e3 },
  MB: { unit: 'bytes', factor: 1e6 },
  GB: { unit: 'bytes', factor: 1e9 },
  KiB: { unit: 'bytes', factor: 2 ** 10 },
  MiB: { unit: 'bytes', factor: 2 ** 20 },
  GiB: { unit: 'bytes', factor: 2 ** 30 },
};

/** Every suffix a value may bear, for messages. */
export const UNIT_SUFFIXES: readonly string[] = Object.keys(SUFFIXES).filter((s) => s !== '');

/**
 * Reads a value with its unit: `0.1%` (ratio 0.001), `200ms` (seconds 0.2), `512MiB`, `5/s`, `12`.
 * Returns undefined when the text is no number or bears an unknown suffix.
 */
export function parseQuantity(text: string): Quantity | undefined {
  const match = /^(-?\d+(?:\.\d+)?)\s*([A-Za-z%/]*)$/.exec(text);
  const name = match?.[2] ?? '';
  const suffix = Object.hasOwn(SUFFIXES, name) ? SUFFIXES[name] : undefined;
  if (match === null || suffix === undefined) return undefined;
  return { value: precise(Number(match[1]) * suffix.factor), unit: suffix.unit };
}

/** 0.1 * 0.01 is 0.001, not 0.0010000000000000002: twelve digits are all a plan can mean. */
function precise(value: number): number {
  return Number(value.toPrecision(12));
}

/**
 * Writes a value for people with about three digits: `0.12%`, `182ms`, `1.9s`, `512MiB`, `4.2/s`.
 */
export function formatQuantity(value: number, unit: Unit): string {
  return Number.isFinite(value) ? WRITERS[unit](value) : 'no number';
}

const WRITERS: Readonly<Record<Unit, (value: number) => string>> = {
  ratio: (value) => `${digits(value * 100)}%`,
  // 0.9996s is rounded to 1s before it is told whether that is less than a second.
  seconds: (value) =>
    Math.abs(round(value)) < 1 ? `${digits(value * 1000)}ms` : `${digits(value)}s`,
  bytes: formatBytes,
  'per-second': (value) => `${digits(value)}/s`,
  number: digits,
};

function formatBytes(value: number): string {
  for (const suffix of ['GiB', 'MiB', 'KiB'] as const) {
    const factor = SUFFIXES[suffix]?.factor ?? 1;
    if (Math.abs(value) >= factor) return `${digits(value / factor)}${suffix}`;
  }
  return `${digits(value)}B`;
}

function digits(value: number): string {
  return String(round(value));
}

function round(value: number): number {
  // Adding 0 turns -0 into 0.
  return Number(value.toPrecision(3)) + 0;
}
