import { parseArgs, type ParseArgsConfig } from 'node:util';
import { COMMAND_WORDS } from '../core/control/words.ts';
import { nearest, suggest } from '../core/plan/nearest.ts';

export const COMMANDS = [
  'validate',
  'plan',
  'simulate',
  'run',
  'rollback',
  'status',
  'history',
  'report',
  'delivery',
  ...COMMAND_WORDS,
  'tick',
  'backtest',
] as const;
export type CommandName = (typeof COMMANDS)[number];

/** One call of the command line, understood. */
export interface Options {
  readonly command: CommandName;
  readonly plan: string;
  readonly scenario: string;
  readonly seed: number;
  readonly version: string | undefined;
  readonly approve: readonly string[];
  readonly retry: boolean;
  /** What `skip-gate` skips. */
  readonly gate: string | undefined;
  /** The phase that is approved. */
  readonly phase: string | undefined;
  /** Why an order is given. */
  readonly reason: string | undefined;
  readonly ledger: string;
  readonly json: boolean;
  readonly all: boolean;
  /** Where to fetch ledgers from first. */
  readonly fetch: string | undefined;
  /** The rollout that is told of; for history all of them where there is none, for a report the latest. */
  readonly rollout: string | undefined;
  readonly limit: number;
  readonly verify: boolean;
  readonly from: string | undefined;
  readonly to: string | undefined;
  readonly incident: string | undefined;
  readonly began: string | undefined;
  readonly plant: readonly string[];
  readonly every: string | undefined;
  readonly history: string | undefined;
  readonly requestsPerSecond: string | undefined;
  /** Files that a report is written to besides. */
  readonly html: string | undefined;
  readonly markdown: string | undefined;
  /** What delivery metrics are about, and the files of their badge. */
  readonly environment: string | undefined;
  readonly window: string | undefined;
  readonly since: string | undefined;
  readonly badge: string | undefined;
  readonly endpoint: string | undefined;
}

const DEFAULT_PLAN = '.github/rollout.yml';

/** Reads the arguments; a string says what is wrong with them, `help` that help was asked for. */
export function readOptions(args: readonly string[]): Options | string {
  const parsed = parse(args);
  if (typeof parsed === 'string') return parsed;
  const { values, positionals } = parsed;
  if (values.help || positionals[0] === 'help') return 'help';
  const [word, ...rest] = positionals;
  const rollout = word === 'history' || word === 'report' ? takeName(rest) : undefined;
  const phase = word === 'approve' ? takeName(rest) : undefined;
  const [gate, ...others] = word === 'skip-gate' ? rest : [undefined, ...rest];
  const [plan = DEFAULT_PLAN, ...more] = others;
  if (word === undefined) return 'say what to do';
  const command = COMMANDS.find((known) => known === word);
  if (command === undefined) {
    return `there is no command ${word}: ${suggest(word, COMMANDS, COMMANDS.join(', '))}`;
  }
  if (command === 'delivery' && others.length > 0) {
    return `delivery is of all targets: --environment narrows it, and ${others.join(' ')} is too much`;
  }
  if (more.length > 0) return `one plan at a time: ${more.join(' ')} is too much`;
  const seed = Number(values.seed);
  if (!Number.isInteger(seed)) return `--seed wants a whole number, not ${values.seed}`;
  const limit = Number(values.limit);
  if (!Number.isInteger(limit) || limit < 1) return `--limit wants a number, not ${values.limit}`;
  return {
    command,
    plan,
    rollout,
    phase,
    seed,
    limit,
    all: values.all,
    fetch: values.fetch,
    verify: values.verify,
    scenario: values.scenario,
    version: values.version,
    approve: values.approve,
    retry: values.retry,
    gate,
    reason: values.reason,
    ledger: values.ledger,
    json: values.json,
    from: values.from,
    to: values.to,
    incident: values.incident,
    began: values.began,
    plant: values.plant,
    every: values.every,
    history: values.history,
    requestsPerSecond: values['requests-per-second'],
    html: values.html,
    markdown: values.markdown,
    environment: values.environment,
    window: values.window,
    since: values.since,
    badge: values.badge,
    endpoint: values.endpoint,
  };
}

/** Takes the word out that names neither a plan nor a target. */
function takeName(words: string[]): string | undefined {
  const at = words.findIndex((word) => !/\.ya?ml$/i.test(word) && !word.includes('/'));
  return at < 0 ? undefined : words.splice(at, 1)[0];
}

const OPTIONS = {
  scenario: { type: 'string', default: 'healthy' },
  seed: { type: 'string', default: '1' },
  version: { type: 'string' },
  approve: { type: 'string', multiple: true, default: [] },
  retry: { type: 'boolean', default: false },
  reason: { type: 'string' },
  ledger: { type: 'string', default: 'git:.' },
  json: { type: 'boolean', default: false },
  all: { type: 'boolean', default: false },
  fetch: { type: 'string' },
  limit: { type: 'string', default: '20' },
  verify: { type: 'boolean', default: false },
  from: { type: 'string' },
  to: { type: 'string' },
  incident: { type: 'string' },
  began: { type: 'string' },
  plant: { type: 'string', multiple: true, default: [] },
  every: { type: 'string' },
  history: { type: 'string' },
  'requests-per-second': { type: 'string' },
  html: { type: 'string' },
  markdown: { type: 'string' },
  environment: { type: 'string' },
  window: { type: 'string' },
  since: { type: 'string' },
  badge: { type: 'string' },
  endpoint: { type: 'string' },
  help: { type: 'boolean', short: 'h', default: false },
} as const satisfies NonNullable<ParseArgsConfig['options']>;

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: joinPast(args),
      allowPositionals: true,
      options: OPTIONS,
    });
  } catch (error) {
    return explainMisuse(args, error);
  }
}

function explainMisuse(args: readonly string[], error: unknown): string {
  const unknown = args
    .map((arg) => /^--([^=]+)/.exec(arg)?.[1])
    .find((word) => word !== undefined && !Object.hasOwn(OPTIONS, word));
  if (unknown === undefined) return error instanceof Error ? error.message : String(error);
  const meant = nearest(unknown, Object.keys(OPTIONS));
  return `there is no option --${unknown}${meant === undefined ? '' : `: did you mean --${meant}?`}`;
}

/** `--from -7d`: a value that begins with a dash would be taken for the next option. */
function joinPast(args: readonly string[]): string[] {
  const joined: string[] = [];
  for (const arg of args) {
    const before = joined.at(-1);
    const isValue = /^-\d/.test(arg) && before !== undefined && /^--[a-z-]+$/.test(before);
    if (isValue) joined[joined.length - 1] = `${before}=${arg}`;
    else joined.push(arg);
  }
  return joined;
}
