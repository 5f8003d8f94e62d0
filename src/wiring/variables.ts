import type { Environment } from '../adapters/process/environment.ts';

export interface Variables {
  readonly values: Readonly<Record<string, string>>;
  /** What is wrong with the text; empty when nothing is. */
  readonly problems: readonly string[];
}

/**
 * Reads `NAME=value` lines. Blank lines and lines that begin with `#` are passed over; a value is taken as it
 * stands, quotes included. `what` names the text in the problems.
 */
export function parseVariables(text: string, what = 'variables'): Variables {
  const values: Record<string, string> = {};
  const problems: string[] = [];
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    if (line.trim() === '' || line.trimStart().startsWith('#')) continue;
    const match = /^\s*([A-Za-z_]\w*)=(.*)$/.exec(line);
    const name = match?.[1];
    // The line itself may be a secret: it is never shown.
    if (name === undefined) problems.push(`${what}, line ${index + 1}: write NAME=value`);
    else values[name] = match?.[2] ?? '';
  }
  return { values, problems };
}

/** What the plan's addresses and commands may see: the process's environment without our own inputs and tokens. */
export function publicEnvironment(
  environment: Environment,
  variables: Readonly<Record<string, string>>,
): Environment {
  const own = Object.entries(environment).filter(([name]) => !isPrivate(name));
  return { ...Object.fromEntries(own), ...variables };
}

function isPrivate(name: string): boolean {
  return name.startsWith('INPUT_') || name.startsWith('ACTIONS_');
}
