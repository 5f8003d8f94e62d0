import type { LedgerName } from '../adapters/ledger/ledger-name.ts';
import { ledgerRef } from '../adapters/ledger/ref.ts';
import type { LedgerPlace } from '../wiring/ledger-place.ts';
import { openNamedPlace } from '../wiring/named-place.ts';
import { openPlan } from './commands/validate.ts';
import type { Options } from './options.ts';
import type { Terminal } from './terminal.ts';

/** Opens the place of `--ledger`, brought up to date where `--fetch` asks for it; what is wrong is said. */
export async function reachPlace(
  { ledger, fetch }: Options,
  { environment, clock, warn }: Terminal,
): Promise<LedgerPlace | undefined> {
  const place = openNamedPlace(ledger, environment, clock);
  const failure = typeof place === 'string' ? place : await bring(place, fetch);
  if (failure === undefined && typeof place === 'object') return place;
  warn(`sluice: ${failure}`);
  return undefined;
}

async function bring({ fetch }: LedgerPlace, remote: string | undefined) {
  if (remote === undefined) return undefined;
  return fetch === undefined ? '--fetch is for a ledger in git:FOLDER' : fetch(remote);
}

/** The target that a plan or a word such as `production/checkout` names; what is wrong is said. */
export async function nameTarget(
  word: string,
  terminal: Terminal,
): Promise<LedgerName | undefined> {
  if (isPlan(word)) {
    const document = await openPlan(word, terminal);
    return document && { environment: document.plan.environment, name: document.plan.name };
  }
  const slash = word.indexOf('/');
  const target = { environment: word.slice(0, Math.max(0, slash)), name: word.slice(slash + 1) };
  try {
    ledgerRef(target.environment, target.name);
    return target;
  } catch {
    terminal.warn(`sluice: ${word} is no target: write ENVIRONMENT/NAME, or a plan`);
    return undefined;
  }
}

function isPlan(word: string): boolean {
  return /\.ya?ml$/i.test(word);
}
