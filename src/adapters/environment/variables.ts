/** A process environment, `process.env` included; values that are not set are left out or undefined. */
export type Environment = Readonly<Record<string, string | undefined>>;

export type Binding =
  | { readonly outcome: 'bound'; readonly text: string }
  /** Names of the variables that are not set, or are empty. */
  | { readonly outcome: 'unset'; readonly names: readonly string[] };

const VARIABLE = /\$(?:\{([A-Z_][A-Z0-9_]*)\}|([A-Z_][A-Z0-9_]*))/g;

/**
 * Puts the environment's values in the place of `$NAME` and `${NAME}` (capitals, digits, underscores). The
 * result is a value, never a command line. What a value itself contains is not looked at again.
 *
 * @example bindVariables('$HOST:9999', { HOST: '10.0.0.1' }).text === '10.0.0.1:9999'
 */
export function bindVariables(text: string, environment: Environment): Binding {
  const unset = new Set<string>();
  const bound = text.replaceAll(VARIABLE, (_, braced?: string, bare?: string) => {
    const name = braced ?? bare ?? '';
    const value = environment[name] ?? '';
    if (value === '') unset.add(name);
    return value;
  });
  return unset.size > 0
    ? { outcome: 'unset', names: [...unset] }
    : { outcome: 'bound', text: bound };
}

/** Only what is set, as child processes want it. */
export function definedVariables(environment: Environment): Record<string, string> {
  const entries = Object.entries(environment);
  return Object.fromEntries(
    entries.filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
