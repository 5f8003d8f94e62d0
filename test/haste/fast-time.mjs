// Loaded before the product (`node --import`), this lets all its time pass FAST_TIME times as fast: clocks and
// timers alike, so that 60 seconds of silence are waited for in three. SIGUSR2 makes the clock, and nothing but
// the clock, jump by CLOCK_JUMP milliseconds. Processes with the same origin agree on the time.

import { createRequire, syncBuiltinESMExports } from 'node:module';
import process from 'node:process';

const { FAST_TIME = '1', FAST_TIME_ORIGIN = '0', CLOCK_JUMP = '0' } = process.env;
const speed = Number(FAST_TIME);
const origin = Number(FAST_TIME_ORIGIN);
let jumped = 0;

const RealDate = Date;
const now = () => Math.round(origin + (RealDate.now() - origin) * speed) + jumped;

globalThis.Date = class extends RealDate {
  /** @param {[]} given */
  constructor(...given) {
    if (given.length === 0) super(now());
    else super(...given);
  }

  static now() {
    return now();
  }
};

const realPerformance = performance.now.bind(performance);
performance.now = () => realPerformance() * speed;

const require = createRequire(import.meta.url);
const timers = require('node:timers');
const promises = require('node:timers/promises');

for (const name of /** @type {const} */ (['setTimeout', 'setInterval'])) {
  const real = globalThis[name];
  const quick = (callback, delay = 0, ...given) => real(callback, delay / speed, ...given);
  globalThis[name] = quick;
  timers[name] = quick;
}
const realSleep = promises.setTimeout;
promises.setTimeout = (delay = 0, ...given) => realSleep(delay / speed, ...given);
syncBuiltinESMExports();

AbortSignal.timeout = (delay) => {
  const controller = new AbortController();
  const reason = new DOMException('The operation was aborted due to timeout', 'TimeoutError');
  setTimeout(() => controller.abort(reason), delay).unref();
  return controller.signal;
};

process.on('SIGUSR2', () => {
  jumped += Number(CLOCK_JUMP);
});
