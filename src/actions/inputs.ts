import type { Environment } from '../adapters/process/environment.ts';
import type { ActionDeclaration, Inputs } from './declarations/declaration.ts';

/** The environment variable that carries an input: hyphens do not survive every shell. */
export function inputVariable(name: string): string {
  return `INPUT_${name.toUpperCase().replaceAll('-', '_')}`;
}

/** Reads an action's inputs from the variables its `action.yml` sets; a string names what is missing. */
export function readInputs<Declaration extends ActionDeclaration>(
  declaration: Declaration,
  environment: Environment,
): Inputs<Declaration> | string {
  const values: Record<string, string> = {};
  for (const [name, input] of Object.entries(declaration.inputs)) {
    const value = (environment[inputVariable(name)] ?? '').trim();
    if (value === '' && input.required)
      return `the input \`${name}\` is required: ${input.description}`;
    values[name] = value === '' && isPlain(input.default) ? input.default : value;
  }
  // Every declared name was given a value just above.
  return values as Inputs<Declaration>;
}

/** A default that needs no expression; those with one are filled in by the runner. */
function isPlain(value: string | undefined): value is string {
  return value !== undefined && !value.includes('${{');
}
