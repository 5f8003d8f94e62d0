import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';

export interface Daemon {
  readonly pid: number;
  /** What it has written so far, both streams together, the last 64 kB. */
  readonly log: () => string;
  readonly hasExited: () => boolean;
  /** Ends it: SIGTERM, and SIGKILL after two seconds. */
  readonly stop: () => Promise<void>;
}

const LOG_LIMIT = 64 * 1024;
const PATIENCE_MS = 2_000;
/** Debian keeps haproxy in /usr/sbin, which is not on an ordinary user's PATH. */
const SEARCH_PATH = `${process.env['PATH'] ?? ''}:/usr/sbin:/usr/local/sbin`;

const running = new Set<ChildProcess>();
process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

/** Starts a program in the foreground of this one: it never outlives the test process. */
export async function startDaemon(command: string, args: readonly string[]): Promise<Daemon> {
  const child = spawn(command, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, PATH: SEARCH_PATH },
  });
  let log = '';
  const keep = (chunk: Buffer) => (log = (log + chunk.toString()).slice(-LOG_LIMIT));
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  try {
    await once(child, 'spawn');
  } catch (cause) {
    throw new Error(`${command} cannot be started: run scripts/install-tools.sh`, { cause });
  }
  running.add(child);
  void exited.then(() => running.delete(child));

  const hasExited = () => child.exitCode !== null || child.signalCode !== null;
  return {
    pid: child.pid ?? 0,
    log: () => log,
    hasExited,

    async stop() {
      if (hasExited()) return;
      child.kill('SIGTERM');
      const killer = setTimeout(() => child.kill('SIGKILL'), PATIENCE_MS);
      await exited;
      clearTimeout(killer);
    },
  };
}
