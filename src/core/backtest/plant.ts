import type { Duration } from '../quantity/instant.ts';
import { parseDuration } from '../quantity/duration.ts';

/** A regression of a stated size, to be planted in the canary. */
export interface Plant {
  /** As it was written. */
  readonly text: string;
  readonly metric: string;
  /** `times`: events, durations or readings multiplied; `plus`: this share of all requests fails in addition. */
  readonly change: { readonly kind: 'times' | 'plus'; readonly size: number };
  /** When it begins: after so much of the phase, in milliseconds or as a share of its bake (0 to 1). */
  readonly onset: { readonly kind: 'after' | 'share'; readonly size: number };
}

const PLANT = /^([\w.-]+)=(x|\+)(\d+(?:\.\d+)?)(%?)(?:@(.+))?$/;

/** What `--plant` wants, said where something else was given. */
export const PLANT_SYNTAX =
  'METRIC=x2 multiplies its events, METRIC=+1% adds failures; @30m or @50% says how late in the phase it begins';

/**
 * Reads `error-rate=x2`, `latency-p95=x1.2@30m`, `conversion-rate=x0.8@50%` or `error-rate=+1%`. A string says
 * what is wrong.
 */
export function parsePlant(text: string): Plant | string {
  const [, metric = '', sign = '', digits = '', percent = '', moment = '0%'] =
    PLANT.exec(text) ?? [];
  const size = Number(digits);
  const isTimes = sign === 'x';
  const onset = parseOnset(moment);
  if (metric === '' || (percent === '%') === isTimes || onset === undefined) {
    return `${JSON.stringify(text)} is no regression: ${PLANT_SYNTAX}`;
  }
  if (isTimes ? size === 1 : !(size > 0 && size < 100)) {
    return `${JSON.stringify(text)} changes nothing that can be seen: ${PLANT_SYNTAX}`;
  }
  const change = isTimes
    ? ({ kind: 'times', size } as const)
    : ({ kind: 'plus', size: size / 100 } as const);
  return { text, metric, change, onset };
}

function parseOnset(text: string): Plant['onset'] | undefined {
  const percent = /^(\d+(?:\.\d+)?)%$/.exec(text)?.[1];
  if (percent !== undefined) {
    const size = Number(percent) / 100;
    return size < 1 ? { kind: 'share', size } : undefined;
  }
  const size = parseDuration(text);
  return size === undefined ? undefined : { kind: 'after', size };
}

/** How long after a phase of this bake has begun the regression begins. */
export function onsetIn({ onset }: Plant, bake: Duration): Duration {
  return onset.kind === 'after' ? onset.size : onset.size * bake;
}

export const MINUTE: Duration = 60_000;
