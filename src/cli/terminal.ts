import type { Environment } from '../adapters/process/environment.ts';
import type { Clock } from '../ports/clock.ts';
import type { Print } from '../wiring/print.ts';

/** The process the command line runs in. */
export interface Terminal {
  readonly environment: Environment;
  readonly clock: Clock;
  /** What was asked for. */
  readonly print: Print;
  /** What is said besides. */
  readonly warn: Print;
  readonly cancelled: AbortSignal;
  /** Who sits at it. */
  readonly user: string;
}

export const EXIT = { good: 0, bad: 1, misused: 2 } as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** Says why a command ends without what it was asked for. */
export function refuse(why: string, terminal: Terminal): ExitCode {
  return leave(why, EXIT.bad, terminal);
}

/** Says what was wrong with how a command was called. */
export function misuse(why: string, terminal: Terminal): ExitCode {
  return leave(why, EXIT.misused, terminal);
}

/** The program's name stands before it, as in every complaint on a shared terminal. */
function leave(why: string, exit: ExitCode, { warn }: Terminal): ExitCode {
  warn(`sluice: ${why}`);
  return exit;
}
