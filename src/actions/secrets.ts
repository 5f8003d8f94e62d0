import { createRedactor, type Redact } from '../adapters/secrets/redaction.ts';
import type { Environment } from '../adapters/process/environment.ts';
import type { RolloutStarted } from '../core/rollout/event.ts';
import type { World } from '../drivers/world.ts';
import { parseVariables } from '../wiring/variables.ts';
import type { Host } from './host.ts';

/** The inputs that carry values for the plan. */
export interface ValueInputs {
  /** Values that anybody may see. */
  readonly settings: string;
  /** Values that nobody may see. */
  readonly variables: string;
}

/** The inputs `settings` and `variables`, read. */
export interface Secrets {
  /** All of them, by name. */
  readonly variables: Environment;
  /** Every value of `variables`: none may be shown. */
  readonly values: readonly string[];
}

/** Reads both inputs and has every value of `variables` masked in the log; a string says what is wrong with them. */
export function readSecrets(inputs: ValueInputs, host: Host): Secrets | string {
  const secret = parseVariables(inputs.variables);
  const values = Object.values(secret.values).filter((value) => value !== '');
  for (const value of values) host.mask(value);
  const open = parseVariables(inputs.settings, 'settings');
  const twice = Object.keys(open.values).filter((name) => name in secret.values);
  const problems = [
    ...secret.problems,
    ...open.problems,
    ...twice.map((name) => `${name} is in \`settings\` and in \`variables\`: give it once`),
  ];
  const variables = { ...open.values, ...secret.values };
  return problems.length > 0 ? problems.join('; ') : { variables, values };
}

/** Ports that say what others said: a command's complaint may repeat its environment. */
const TALKATIVE = ['traffic', 'metrics', 'gates', 'hooks', 'approvals'] as const;

/**
 * The world with every secret taken out of what it answers: GitHub masks the log, but not the ledger, the
 * comment and the check run that the same words go to. Adapters redact what they quote themselves; this is for what
 * slips through, and finds whole values only.
 */
export function concealSecrets<Part extends Partial<World>>(
  world: Part,
  secrets: readonly string[],
): Part {
  const redact = createRedactor(secrets);
  const concealed = TALKATIVE.flatMap((name) => {
    const port = world[name];
    return port === undefined ? [] : [[name, concealAnswers(port, redact)] as const];
  });
  const { trafficOf, hooksOf } = world;
  return {
    ...world,
    ...Object.fromEntries(concealed),
    ...(trafficOf && {
      trafficOf: (started: RolloutStarted) => concealAnswers(trafficOf(started), redact),
    }),
    ...(hooksOf && {
      hooksOf: (started: RolloutStarted) => concealAnswers(hooksOf(started), redact),
    }),
  };
}

type Ask = (...questions: readonly unknown[]) => Promise<unknown>;

/** Every port is a record of functions that answer with plain data. */
function concealAnswers(port: object, redact: Redact): object {
  const functions = Object.entries(port) as readonly (readonly [string, Ask])[];
  return Object.fromEntries(
    functions.map(([name, ask]) => [
      name,
      async (...questions: readonly unknown[]) => conceal(await ask(...questions), redact),
    ]),
  );
}

/** The same data with every text redacted. */
function conceal(value: unknown, redact: Redact): unknown {
  if (typeof value === 'string') return redact(value);
  if (Array.isArray(value)) return value.map((one) => conceal(one, redact));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [name, conceal(one, redact)]),
  );
}
