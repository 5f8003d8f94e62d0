import type { Duration, Instant } from '../quantity/instant.ts';

/** Maps values to places on an axis, linearly; both ends are finite and differ. */
export type Scale = (value: number) => number;

export function scaleLinear(from: readonly [number, number], to: readonly [number, number]): Scale {
  const [start, end] = from;
  const factor = (to[1] - to[0]) / (end - start || 1);
  return (value) => to[0] + (value - start) * factor;
}

/**
 * Round values for an axis, four to six of them: from 0, or from below `least` where that is less, up to at least
 * `most`. `unit` is what a round value is a multiple of: 1, or 1,024 for bytes.
 *
 * @example roundTicks(0.034) gives 0, 0.01, 0.02, 0.03, 0.04
 */
export function roundTicks(most: number, least = 0, unit = 1): readonly number[] {
  const span = Math.max(most, 0) - Math.min(least, 0) || 1;
  const rough = span / unit / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step =
    unit * power * ([1, 2, 2.5, 5, 10].find((factor) => factor * power >= rough * 0.999) ?? 10);
  const first = Math.floor(Math.min(least, 0) / step + 1e-9);
  const last = Math.max(first + 1, Math.ceil(Math.max(most, 0) / step - 1e-9));
  return Array.from({ length: last - first + 1 }, (_, index) =>
    Number(((first + index) * step).toPrecision(12)),
  );
}

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const STEPS: readonly Duration[] = [
  ...[1, 2, 5, 10, 20, 30].map((count) => count * SECOND),
  ...[1, 2, 5, 10, 15, 30].map((count) => count * MINUTE),
  ...[1, 2, 3, 6, 12].map((count) => count * HOUR),
  ...[1, 2, 7, 14, 30, 90, 365].map((count) => count * DAY),
];

export interface TimeTick {
  readonly at: Instant;
  readonly label: string;
}

/**
 * Round moments (UTC) within a stretch of time, at most seven, each with the words people say for it: the time of
 * day, and the date instead where a day begins.
 */
export function timeTicks(from: Instant, to: Instant): readonly TimeTick[] {
  const step = STEPS.find((length) => (to - from) / length <= mostAt(length)) ?? to - from;
  const ticks: TimeTick[] = [];
  for (let at = Math.ceil(from / step) * step; at <= to; at += step) {
    ticks.push({ at, label: nameMoment(at, step) });
  }
  return ticks;
}

/** Seconds take more room. */
function mostAt(step: Duration): number {
  return step < MINUTE ? 5 : 6;
}

function nameMoment(at: Instant, step: Duration): string {
  const text = new Date(at).toISOString();
  if (step >= DAY || at % DAY === 0)
    return `${Number(text.slice(8, 10))} ${MONTHS[Number(text.slice(5, 7)) - 1]}`;
  return step >= MINUTE ? text.slice(11, 16) : text.slice(11, 19);
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
