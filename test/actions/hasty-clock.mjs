/**
 * Lets time run faster in a process that is started with `--import` of this file: since HASTY_SINCE (epoch ms), a
 * second is as long as HASTY_SPEED. All processes with the same two values have the same time.
 */
const since = Number(process.env['HASTY_SINCE']);
const speed = Number(process.env['HASTY_SPEED']);

const now = Date.now;
Date.now = () => Math.round(since + (now() - since) * speed);

const wait = globalThis.setTimeout;
globalThis.setTimeout = Object.assign(
  (callback, delay = 0, ...rest) => wait(callback, delay / speed, ...rest),
  wait,
);
