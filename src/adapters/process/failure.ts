import { formatDuration } from '../../core/quantity/duration.ts';
import type { Duration } from '../../core/quantity/instant.ts';
import { quote } from '../secrets/quotation.ts';
import type { Redact } from '../secrets/redaction.ts';
import type { CommandResult } from './command.ts';

/** Why a command did not do its work. */
export interface CommandFailure {
  readonly reason: 'exit' | 'timeout' | 'not-found';
  /** One line: which command, what became of it, its last words, and what to try. */
  readonly detail: string;
}

/** What it takes to tell of a command. */
export interface ToldCommand {
  /** What people call it: ``the `deploy` hook``. */
  readonly title: string;
  readonly timeout: Duration;
  /** Its last words may repeat what it was given. */
  readonly redact: Redact;
}

/** Tells why a command failed, or undefined when it exited with 0. */
export function explainFailure(
  result: CommandResult,
  { title, timeout, redact }: ToldCommand,
): CommandFailure | undefined {
  if (result.outcome === 'exited' && result.code === 0) return undefined;
  const last = lastLine(result, redact);
  const lastWords = last === undefined ? '' : `: ${last}`;
  if (result.outcome === 'timeout') {
    const found = `${title} did not end within ${formatDuration(timeout)}`;
    const afterwards = last === undefined ? '' : ` (it said last: ${last})`;
    return {
      reason: 'timeout',
      detail: `${found}: raise its timeout, or see what it waits for${afterwards}`,
    };
  }
  if (result.outcome === 'not-found') {
    const found = `${title} names a program that is not there${lastWords}`;
    return {
      reason: 'not-found',
      detail: `${found}: install it before this step, or mend the name`,
    };
  }
  const detail = `${title} exited with ${result.code}${lastWords || ' and said nothing'}`;
  return { reason: 'exit', detail };
}

/** From here on shells tell that something could not be run, or was killed, rather than what it found. */
const FIRST_SHELL_CODE = 126;

/** Whether a command's exit is an answer of its own, yes or no, rather than trouble in running it. */
export function hasAnswered(result: CommandResult): boolean {
  return result.outcome === 'exited' && result.code < FIRST_SHELL_CODE;
}

/** In UTF-16 units. */
const LONGEST_LINE = 200;

/** The last line with anything in it that a command wrote, its errors before its output; at most 200 characters. */
export function lastLine(
  { stdout, stderr }: Pick<CommandResult, 'stdout' | 'stderr'>,
  redact: Redact,
): string | undefined {
  const lines = redact(`${stdout}\n${stderr}`).split('\n'); // a secret may have lines of its own
  const last = lines.findLast((line) => quote(line, redact) !== '');
  return last && quote(last, redact, LONGEST_LINE);
}
