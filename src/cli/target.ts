import type { LedgerName } from '../adapters/ledger/ledger-name.ts';
import { ledgerRef } from '../adapters/ledger/ref.ts';
import type { LedgerPlace } from '../wiring/ledger-place.ts';
import { openNamedPlace } from '../wiring/named-place.ts';
import { openPlan } from './commands/validate.ts';
import type { Options } from './options.ts';
import { EXIT, type ExitCode, misuse, refuse, type Terminal } from './terminal.ts';

/**
 * Opens the place of `--ledger`, brought up to date where `--fetch` asks for it. What is wrong is said, and how
 * to leave is returned.
 */
export async function reachPlace(
  { ledger, fetch: remote }: Options,
  terminal: Terminal,
): Promise<LedgerPlace | ExitCode> {
  const place = openNamedPlace(ledger, terminal.environment, terminal.clock);
  if (typeof place === 'string') return misuse(place, terminal);
  if (remote === undefined) return place;
  if (place.fetch === undefined) {
    return misuse('--fetch is for a ledger in git:FOLDER', terminal);
  }
  const failure = await place.fetch(remote);
  return failure === undefined ? place : refuse(failure, terminal);
}

/**
 * The target that a plan or a word such as `production/checkout` names. What is wrong is said, and how to leave is
 * returned.
 */
export async function nameTarget(word: string, terminal: Terminal): Promise<LedgerName | ExitCode> {
  if (isPlan(word)) {
    const document = await openPlan(word, terminal);
    if (document === undefined) return EXIT.bad;
    return { environment: document.plan.environment, name: document.plan.name };
  }
  const slash = word.indexOf('/');
  const target = { environment: word.slice(0, Math.max(0, slash)), name: word.slice(slash + 1) };
  try {
    ledgerRef(target.environment, target.name);
    return target;
  } catch {
    return misuse(`${word} is no target: write ENVIRONMENT/NAME, or a plan`, terminal);
  }
}

function isPlan(word: string): boolean {
  return /\.ya?ml$/i.test(word);
}
