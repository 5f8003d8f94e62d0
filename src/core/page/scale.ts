import type { Duration, Instant } from '../quantity/instant.ts';

/** Maps values to places on an axis, linearly; both ends are finite and differ. */
export type Scale = (value: number) => number;

export function scaleLinear(from: readonly [number, number], to: readonly [number, number]): Scale {
  const [start, end] = from;
  const factor = (to[1] - to[0]) / (end - start || 1);
  return (value) => to[0] + (value - start) * factor;
}

/**
 * Round values from 0 up to at least `most`, four or five of them, for an axis.
 *
 * @example roundTicks(0.034) gives 0, 0.01, 0.02, 0.03, 0.04
 */
export function roundTicks(most: number): readonly number[] {
  const rough = (most > 0 ? most : 1) / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * ([1, 2, 2.5, 5, 10].find((factor) => factor * power >= rough * 0.999) ?? 10);
  const count = Math.ceil(most / step - 1e-9);
  return Array.from({ length: Math.max(1, count) + 1 }, (_, index) =>
    Number((index * step).toPrecision(12)),
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

/** Round moments (UTC) within a stretch of time, at most `most` of them, each with the words people say for it. */
export function timeTicks(from: Instant, to: Instant, most = 5): readonly TimeTick[] {
  const step = STEPS.find((length) => (to - from) / length <= most) ?? to - from;
  const ticks: TimeTick[] = [];
  for (let at = Math.ceil(from / step) * step; at <= to; at += step) {
    ticks.push({ at, label: nameMoment(at, step) });
  }
  return ticks;
}

function nameMoment(at: Instant, step: Duration): string {
  const text = new Date(at).toISOString();
  if (step >= DAY) return text.slice(5, 10);
  return step >= MINUTE ? text.slice(11, 16) : text.slice(11, 19);
}
