import { type ChildProcess, type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';

/** A process of the product, as its runner and its murderer see it. */
export interface Victim {
  readonly isGone: boolean;
  /** Stops it where it is; it neither reads nor writes until it is killed. */
  freeze(): void;
  /** Sends any other signal. */
  signal(name: NodeJS.Signals): void;
  /** SIGKILL; resolves when it is dead. */
  kill(): Promise<void>;
  /** Everything it wrote, once it has ended. */
  readonly ended: Promise<Ending>;
}

export interface Ending {
  /** Null when a signal ended it. */
  readonly code: number | null;
  readonly log: string;
}

/** Starts `node <args>` in a process group of its own, so that a kill takes what it has started as well. */
export function startVictim(
  args: readonly string[],
  folder: string,
  env: Readonly<Record<string, string>>,
): Victim {
  const child = spawn(process.execPath, args, {
    cwd: folder,
    env,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = endingOf(child);
  let isGone = false;
  void ended.then(() => (isGone = true));
  return {
    get isGone() {
      return isGone;
    },
    signal: (name) => signal(child, name),
    freeze: () => signal(child, 'SIGSTOP'),
    async kill() {
      isGone = true;
      signal(child, 'SIGKILL');
      await ended;
    },
    ended,
  };
}

type Piped = ChildProcessByStdio<null, Readable, Readable>;

async function endingOf(child: Piped): Promise<Ending> {
  const pieces: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (piece: Buffer) => pieces.push(piece));
  }
  // Not `close`: an orphan of a hook may hold the pipes.
  const [code] = (await once(child, 'exit')) as [number | null];
  await drain(child);
  return { code, log: Buffer.concat(pieces).toString('utf8') };
}

/** What was written before the end is read to the end, but an orphan is not waited for. */
function drain(child: Piped): Promise<unknown> {
  const closed = Promise.all([once(child.stdout, 'close'), once(child.stderr, 'close')]);
  return Promise.race([closed, new Promise((resolve) => setTimeout(resolve, 200).unref())]);
}

function signal(child: ChildProcess, name: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, name);
  } catch {
    // It is gone already.
  }
}
