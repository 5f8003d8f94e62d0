import type { Hook } from '../../core/plan/plan.ts';
import { bindVariables } from '../../core/plan/variables.ts';
import type { HookResult, Hooks } from '../../ports/hooks.ts';
import { runCommand } from '../process/command.ts';
import { explainFailure } from '../process/failure.ts';
import { HIDE_NOTHING, type Redact } from '../secrets/redaction.ts';

/** What a hook may want to know; `canary` and `stable` may hold `$VAR`. */
export interface HookFacts {
  readonly version: string;
  readonly environment: string;
  readonly name: string;
  readonly canary: string;
  readonly stable: string;
  /** Identifies the rollout in the ledger. */
  readonly rollout: string;
}

export interface HookSurroundings {
  readonly facts: HookFacts;
  /** The environment hooks run in, besides their SLUICE_* variables. */
  readonly environment: Readonly<Record<string, string>>;
  /** Is given every line a hook writes, without its line break, as it writes it. */
  readonly print: (line: string) => void;
  /** Takes out of a hook's last words what nobody may see; left out, there is nothing to hide. */
  readonly redact?: Redact;
}

/**
 * Runs the plan's hooks with SLUICE_VERSION, SLUICE_ENVIRONMENT, SLUICE_NAME, SLUICE_CANARY, SLUICE_STABLE,
 * SLUICE_ROLLOUT and SLUICE_HOOK in their environment.
 */
export function createHooks({
  facts,
  environment,
  print,
  redact = HIDE_NOTHING,
}: HookSurroundings): Hooks {
  return {
    async run(name, hook) {
      const bound = bindFacts(facts, environment);
      if (Array.isArray(bound)) return unset(name, bound);
      const env = { ...environment, ...bound, SLUICE_HOOK: name };
      return runHook(name, hook, { env, print, redact });
    },
  };
}

interface HookRun {
  readonly env: Readonly<Record<string, string>>;
  readonly print: (line: string) => void;
  readonly redact: Redact;
}

async function runHook(
  name: string,
  { run, timeout }: Hook,
  { env, print, redact }: HookRun,
): Promise<HookResult> {
  const result = await runCommand({ command: run, env, timeout, onLine: print });
  if (result.truncated) print('(what it wrote beyond the first megabyte is not shown)');
  const failure = explainFailure(result, { title: `the \`${name}\` hook`, timeout, redact });
  return failure === undefined ? { outcome: 'ok' } : { outcome: 'failed', ...failure };
}

/** The hook's variables, or the names of those the facts want and the environment lacks. */
function bindFacts(
  facts: HookFacts,
  environment: HookSurroundings['environment'],
): Record<string, string> | string[] {
  const canary = bindVariables(facts.canary, environment);
  const stable = bindVariables(facts.stable, environment);
  if (canary.outcome === 'unbound') return [...canary.missing];
  if (stable.outcome === 'unbound') return [...stable.missing];
  return {
    SLUICE_VERSION: facts.version,
    SLUICE_ENVIRONMENT: facts.environment,
    SLUICE_NAME: facts.name,
    SLUICE_CANARY: canary.text,
    SLUICE_STABLE: stable.text,
    SLUICE_ROLLOUT: facts.rollout,
  };
}

function unset(name: string, names: readonly string[]): HookResult {
  const variables = names.map((variable) => `$${variable}`).join(', ');
  return {
    outcome: 'failed',
    reason: 'not-found',
    detail: `the \`${name}\` hook was not run: the target uses ${variables}, which the environment does not set`,
  };
}
