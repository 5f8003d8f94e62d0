import { parseDuration } from '../../quantity/duration.ts';
import type { BurnLimit } from '../gate/budget.ts';

const FORM = /^\s*(\d+(?:\.\d+)?)x\s+over\s+(\S+)(?:\s+and\s+(\S+))?\s*$/;

/**
 * Reads how fast an error budget may be spent: `10x over 5m`, or over a long window and a short one, as in
 * `14.4x over 1h and 5m`. Undefined for anything else, for 0x, and for a window that is no time or comes twice.
 *
 * @example parseBurnLimit('10x over 5m') // { text: '10x over 5m', factor: 10, windows: [300_000] }
 */
export function parseBurnLimit(text: string): BurnLimit | undefined {
  const [, factor, first = '', second] = FORM.exec(text) ?? [];
  const written = [first, ...(second === undefined ? [] : [second])];
  const windows = written.flatMap((window) => parseDuration(window) || []);
  const isRight = new Set(windows).size === written.length;
  if (!isRight || !(Number(factor) > 0)) return undefined;
  return { text: text.trim(), factor: Number(factor), windows };
}
