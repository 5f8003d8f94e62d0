import type { Environment } from '../adapters/process/environment.ts';
import type { Clock } from '../ports/clock.ts';
import type { Print } from '../wiring/print.ts';

/** The process an action runs in, handed in so that nothing below reads environment or time by itself. */
export interface Host {
  readonly environment: Environment;
  readonly clock: Clock;
  readonly print: Print;
  /** Hides a value in the log from now on. */
  readonly mask: (value: string) => void;
  /** Says something about a place in a file, where people look at the file as well. */
  readonly annotate: (annotation: Annotation) => void;
  /** Fires when the run is being cancelled. */
  readonly cancelled: AbortSignal;
}

export interface Annotation {
  readonly severity: 'error' | 'warning';
  readonly file: string;
  /** Both counted from 1. */
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

/** What an action leaves behind. Outputs that it does not write are empty. */
export interface ActionResult<Output extends string = string> {
  readonly outputs: Readonly<Partial<Record<Output, string>>>;
  /** Why the step fails; absent when it does not. */
  readonly failure?: string;
  readonly warnings?: readonly string[];
}

/** A result that is nothing but a failure. */
export function failWith(failure: string): ActionResult<never> {
  return { outputs: {}, failure };
}
