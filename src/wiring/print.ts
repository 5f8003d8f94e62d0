/** Writes one line for people. */
export type Print = (line: string) => void;

/** What colours a terminal, and whatever else begins with an escape. */
const ESCAPES = /\u001b(?:\[[0-?]*[ -/]*[@-~])?/g;
/** What ends a line or hides: controls but the tab, line ends of Unicode, and signs that turn the reading direction. */
const STEERING =
  /[\u0000-\u0008\u000a-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]+/g;

/**
 * Prints to the log of a GitHub job so that no text from outside can become a command to the runner (those begin a
 * line with `::`, or hold `##[` anywhere), a line of its own, or an order to a terminal.
 */
export function createLogPrint(write: (text: string) => void): Print {
  return (line) => {
    const harmless = line
      .replaceAll(ESCAPES, '')
      .replaceAll(STEERING, ' ')
      .trimEnd()
      .replaceAll('##[', '# #[')
      .replace(/^(\s*)::/, '$1: :');
    write(`${harmless}\n`);
  };
}

/** Marks lines that a command of the plan wrote. */
export function quoteLines(print: Print): Print {
  return (line) => print(`  │ ${line}`);
}
