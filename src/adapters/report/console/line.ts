import { formatDuration } from '../../../core/quantity/duration.ts';
import type { Duration } from '../../../core/quantity/instant.ts';

/** Characters that could steer a terminal. */
const CONTROL = /[\u0000-\u001f\u007f-\u009f]+/g;

const SECOND: Duration = 1_000;

/** A line of the console: how long after the beginning, and what; without a time it belongs to the line above. */
export function timed(elapsed: Duration | undefined, text: string): string {
  const time = elapsed === undefined ? '' : formatDuration(Math.floor(elapsed / SECOND) * SECOND);
  return `${time.padStart(8)}  ${text}`.replaceAll(CONTROL, ' ').trimEnd();
}
