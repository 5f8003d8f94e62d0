import { formatDuration } from '../../core/quantity/duration.ts';
import type { Duration } from '../../core/quantity/instant.ts';
import type { CommandResult } from './command.ts';

/** Why a command did not do its work. */
export interface CommandFailure {
  readonly reason: 'exit' | 'timeout' | 'not-found';
  /** One line: which command, what became of it, its last words, and what to try. */
  readonly detail: string;
}

/**
 * Tells why a command failed, or undefined when it exited with 0.
 *
 * @param title what people call it: ``the `deploy` hook``
 */
export function explainFailure(
  title: string,
  result: CommandResult,
  timeout: Duration,
): CommandFailure | undefined {
  if (result.outcome === 'timeout') {
    const found = `${title} did not end within ${formatDuration(timeout)}`;
    return {
      reason: 'timeout',
      detail: `${found}: raise its timeout, or see what it waits for${afterwards(result)}`,
    };
  }
  if (result.outcome === 'not-found') {
    const found = `${title} names a program that is not there${lastWords(result)}`;
    return {
      reason: 'not-found',
      detail: `${found}: install it before this step, or mend the name`,
    };
  }
  if (result.code === 0) return undefined;
  const detail = `${title} exited with ${result.code}${lastWords(result) || ' and said nothing'}`;
  return { reason: 'exit', detail };
}

/** From here on shells tell that something could not be run, or was killed, rather than what it found. */
const FIRST_SHELL_CODE = 126;

/** Whether a command's exit is an answer of its own, yes or no, rather than trouble in running it. */
export function hasAnswered(result: CommandResult): boolean {
  return result.outcome === 'exited' && result.code < FIRST_SHELL_CODE;
}

/** The last line with anything in it that a command wrote, its errors before its output; at most 200 characters. */
export function lastLine({ stdout, stderr }: CommandResult): string | undefined {
  const lines = `${stdout}\n${stderr}`.split('\n').map((line) => line.trim());
  return lines.findLast((line) => line !== '')?.slice(0, 200);
}

function lastWords(result: CommandResult): string {
  const last = lastLine(result);
  return last === undefined ? '' : `: ${last}`;
}

function afterwards(result: CommandResult): string {
  const last = lastLine(result);
  return last === undefined ? '' : ` (it said last: ${last})`;
}
