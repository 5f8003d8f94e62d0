import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

interface ProcessEntry {
  readonly pid: number;
  readonly state: string;
  readonly parent: number;
  readonly session: number;
}

/** How GitHub's runner cancels a step: SIGINT, 7.5 s, SIGTERM, 2.5 s, kill. */
const AFTER_INTERRUPT_MS = 7_500;
const AFTER_TERMINATE_MS = 2_500;

/**
 * Cancels the job that an act process runs, as GitHub's runner would: signals go to the step's own process
 * alone (the shell, or what replaced it by `exec`), and act hears of the cancel once that has ended, so that
 * it goes on with the steps that ask for `always()` or `cancelled()`. (act by itself kills the step at once.)
 */
export async function cancelJob(act: number, isStepSpared: boolean): Promise<void> {
  const step = isStepSpared ? undefined : listProcesses().find(({ parent }) => parent === act);
  if (step !== undefined) {
    signal(step.pid, 'SIGINT');
    if (!(await endsWithin(step.pid, act, AFTER_INTERRUPT_MS))) signal(step.pid, 'SIGTERM');
    if (!(await endsWithin(step.pid, act, AFTER_TERMINATE_MS))) killSession(step.session);
  }
  signal(act, 'SIGINT');
  signal(act, 'SIGCONT');
}

/** Takes the runner away under a job: act and everything its steps started die at once. */
export function killJob(act: number): void {
  signal(act, 'SIGSTOP');
  const sessions = listProcesses().filter(({ parent }) => parent === act);
  for (const { session } of sessions) killSession(session);
  signal(act, 'SIGKILL');
}

/** Kills what a finished job's steps left running, as GitHub's runner does; `marker` is in their environment. */
export function killLeftovers(marker: string): void {
  for (const { pid } of listProcesses()) {
    if (pid !== process.pid && readEnvironment(pid).includes(marker)) signal(pid, 'SIGKILL');
  }
}

/**
 * Waits for a step's process to end. act is held meanwhile, but for moments in which it drains the step's
 * output: it would start the next step before it could be told that the job is cancelled.
 */
async function endsWithin(step: number, act: number, timeoutMs: number): Promise<boolean> {
  const deadline = performance.now() + timeoutMs;
  while (performance.now() < deadline) {
    signal(act, 'SIGSTOP');
    await pause(15);
    if (hasEnded(step)) return true;
    signal(act, 'SIGCONT');
    await pause(2);
  }
  return hasEnded(step);
}

/** Whether a process is gone; one that only waits to be reaped is. */
export function hasEnded(pid: number): boolean {
  const state = readEntry(pid)?.state;
  return state === undefined || state === 'Z';
}

function killSession(session: number): void {
  for (const entry of listProcesses()) if (entry.session === session) signal(entry.pid, 'SIGKILL');
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It has ended by itself.
  }
}

function listProcesses(): readonly ProcessEntry[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => readEntry(Number(name)) ?? []);
}

function readEntry(pid: number): ProcessEntry | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const [state = '', parent, , session] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return { pid, state, parent: Number(parent), session: Number(session) };
  } catch {
    return undefined;
  }
}

function readEnvironment(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'utf8');
  } catch {
    return '';
  }
}
