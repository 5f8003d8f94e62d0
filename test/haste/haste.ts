import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const FAST_TIME = pathToFileURL(join(import.meta.dirname, 'fast-time.mjs')).href;

/**
 * What a Node process is started with so that its time passes `speed` times as fast. Processes that share `origin`
 * (epoch ms) share their time.
 */
export function hasten(speed: number, origin: number): Readonly<Record<string, string>> {
  return {
    NODE_OPTIONS: `--import=${FAST_TIME}`,
    FAST_TIME: String(speed),
    FAST_TIME_ORIGIN: String(origin),
  };
}
