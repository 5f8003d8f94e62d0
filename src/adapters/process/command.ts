import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { constants } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Duration } from '../../core/quantity/instant.ts';
import { gather } from './output.ts';

interface Execution {
  /** The whole environment, `PATH` included: nothing of this process's own is added. */
  readonly env: Readonly<Record<string, string>>;
  readonly timeout: Duration;
  readonly stdin?: string;
  /** Is given every line of either stream while the command runs, without its break. */
  readonly onLine?: (line: string) => void;
}

export interface Command extends Execution {
  /** A shell command line, run verbatim: values reach it by `env` alone. */
  readonly command: string;
}

export interface Program extends Execution {
  /** Its name, looked up in the `PATH` of `env`. */
  readonly program: string;
  /** Handed over as they are: no shell sees them. */
  readonly args: readonly string[];
}

interface Output {
  /** At most 1 MiB each; what came after was read and dropped. */
  readonly stdout: string;
  readonly stderr: string;
  readonly truncated: boolean;
}

export type CommandResult =
  /** `code` is 128 + the signal's number when a signal ended it, as shells say it. */
  | ({ readonly outcome: 'exited'; readonly code: number } & Output)
  /** It ran longer than allowed and was killed with everything it had started. */
  | ({ readonly outcome: 'timeout' } & Output)
  /** A program in the command line, or the shell itself, does not exist. */
  | ({ readonly outcome: 'not-found' } & Output);

/** POSIX: what a shell exits with when it found no such program, or found one it could not run. */
const NOT_FOUND = 127;
const NOT_RUNNABLE = 126;
/** How long a timed out command may take to tidy up between SIGTERM and SIGKILL. */
const GRACE: Duration = 2_000;
/** How long to wait for the end of the output once the shell has exited: a daemon it left may hold the pipe. */
const DRAIN: Duration = 200;

/**
 * Runs a plan's command line with `sh -c` in a process group of its own. Never throws for what the command
 * does. What the command leaves running in the background after a timely exit is left alone.
 */
export function runCommand({ command, ...execution }: Command): Promise<CommandResult> {
  return run({ program: 'sh', args: ['-c', command], ...execution });
}

/** Runs a program likewise, without a shell. */
export function runProgram(program: Program): Promise<CommandResult> {
  return run(program);
}

async function run({
  program,
  args,
  env,
  timeout,
  stdin,
  onLine,
}: Program): Promise<CommandResult> {
  const child = start(program, args, env);
  if (child instanceof Error) return notStarted(program, child);
  const output = gather(child.stdout, child.stderr, onLine);
  const ended = endOf(child);
  feed(child, stdin);

  const alarm = new AbortController();
  const late = sleep(timeout, 'late' as const, { signal: alarm.signal }).catch(
    () => 'late' as const,
  );
  const end = await Promise.race([ended, late]);
  alarm.abort();
  if (end === 'late') {
    await killGroup(child);
    await Promise.race([ended, sleep(GRACE, undefined, { ref: false })]);
    return { outcome: 'timeout', ...(await output.finish(DRAIN)) };
  }
  if (end instanceof Error) return notStarted(program, end);
  const written = await output.finish(DRAIN);
  return end === NOT_FOUND
    ? { outcome: 'not-found', ...written }
    : { outcome: 'exited', code: end, ...written };
}

function start(program: string, args: readonly string[], env: Execution['env']) {
  try {
    return spawn(program, args, { env, detached: true, stdio: 'pipe' });
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error)); // a NUL in a value, say
  }
}

/** The exit code, or why the shell could not be started. */
function endOf(child: ChildProcess): Promise<number | Error> {
  return new Promise((resolve) => {
    child.once('error', resolve);
    child.once('exit', (code, signal) => {
      resolve(code ?? 128 + (signal === null ? 0 : constants.signals[signal]));
    });
  });
}

function feed(child: ChildProcess, stdin: string | undefined): void {
  child.stdin?.on('error', () => {}); // a command need not read what it is given
  child.stdin?.end(stdin ?? '');
}

function notStarted(program: string, error: NodeJS.ErrnoException): CommandResult {
  const output = { stdout: '', stderr: `${program}: ${error.message}`, truncated: false };
  return error.code === 'ENOENT'
    ? { outcome: 'not-found', ...output }
    : { outcome: 'exited', code: NOT_RUNNABLE, ...output };
}

async function killGroup(child: ChildProcess): Promise<void> {
  const deadline = performance.now() + GRACE;
  signalGroup(child, 'SIGTERM');
  while (signalGroup(child, 0) && performance.now() < deadline) await sleep(20);
  signalGroup(child, 'SIGKILL');
}

/** Returns whether anything of the group was there to be signalled. */
function signalGroup(child: ChildProcess, signal: NodeJS.Signals | 0): boolean {
  if (child.pid === undefined) return false;
  try {
    return process.kill(-child.pid, signal);
  } catch {
    return false;
  }
}
