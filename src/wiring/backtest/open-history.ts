import { createHistory } from '../../adapters/history/history.ts';
import type { Environment } from '../../adapters/process/environment.ts';
import { createRedactor } from '../../adapters/secrets/redaction.ts';
import type { Plan } from '../../core/plan/plan.ts';
import { bindVariables } from '../../core/plan/variables.ts';
import type { History } from '../../ports/history.ts';

/**
 * Opens the past of a plan's metrics. Only stable's name must be known: a canary that is not named has no past.
 * A string says which variable is not set.
 */
export function openHistory(
  { target }: Plan,
  environment: Environment,
  secrets: readonly string[] = [],
): History | string {
  const stable = bindVariables(target.stable, environment);
  if (stable.outcome !== 'bound') {
    const names = stable.missing.map((name) => `$${name}`).join(', ');
    return `the plan's stable version is called ${target.stable}, and ${names} is not set: say in the environment which version was stable then`;
  }
  const canary = bindVariables(target.canary, environment);
  return createHistory({
    versions: {
      stable: stable.text,
      canary: canary.outcome === 'bound' ? canary.text : target.canary,
    },
    environment,
    redact: createRedactor(secrets),
  });
}
