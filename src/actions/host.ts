import type { Environment } from '../adapters/process/environment.ts';
import type { Print } from '../wiring/print.ts';

/** The process an action runs in, handed in so that nothing below reads the environment by itself. */
export interface Host {
  readonly environment: Environment;
  readonly print: Print;
  /** Hides a value in the log from now on. */
  readonly mask: (value: string) => void;
  /** Fires when the run is being cancelled. */
  readonly cancelled: AbortSignal;
}

/** What an action leaves behind. */
export interface ActionResult {
  readonly outputs: Readonly<Record<string, string>>;
  /** Why the step fails; absent when it does not. */
  readonly failure?: string;
  readonly warnings?: readonly string[];
}

/** A result that is nothing but a failure. */
export function failWith(failure: string): ActionResult {
  return { outputs: {}, failure };
}
