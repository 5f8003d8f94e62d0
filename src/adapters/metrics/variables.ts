import { bindVariables } from '../../core/plan/variables.ts';
import type { Environment } from '../process/environment.ts';
import { failed, obtained } from './reading.ts';
import type { Obtained } from './reading.ts';

/** Binds a text's environment variables; one that is not set is an error that names it. */
export function bindEnvironment(text: string, environment: Environment): Obtained<string> {
  const binding = bindVariables(text, environment);
  if (binding.outcome === 'bound') return obtained(binding.text);
  const names = binding.missing.map((name) => `$${name}`).join(', ');
  return failed('unreachable', `not set: ${names}; pass it in the environment of this step`);
}
