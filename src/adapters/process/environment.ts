/** The variables a plan's addresses and commands may see. */
export type Environment = Readonly<Record<string, string>>;

/** A process environment without the names that have no value. */
export function definedVariables(
  environment: Readonly<Record<string, string | undefined>>,
): Environment {
  const entries = Object.entries(environment);
  return Object.fromEntries(
    entries.filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
