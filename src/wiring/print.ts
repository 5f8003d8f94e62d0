/** Writes one line for people. */
export type Print = (line: string) => void;

/**
 * Prints to the log of a GitHub job so that no text from outside can become a command to the runner: those
 * begin a line with `::`, or hold `##[` anywhere.
 */
export function createLogPrint(write: (text: string) => void): Print {
  return (line) => {
    const harmless = line.replaceAll('##[', '# #[').replace(/^(\s*)::/, '$1: :');
    write(`${harmless}\n`);
  };
}

/** Marks lines that a command of the plan wrote. */
export function quoteLines(print: Print): Print {
  return (line) => print(`  │ ${line}`);
}
