import { listTargets } from '../../adapters/github/targets.ts';
import type { LedgerName } from '../../adapters/ledger/ledger-name.ts';
import {
  type Candidate,
  isNamed,
  nameTarget,
  type Unreadable,
} from '../../core/control/selection.ts';
import { fold } from '../../core/rollout/fold.ts';
import type { LedgerView } from '../../ports/ledger.ts';
import { type OnGitHub, openLedgers } from '../surroundings.ts';

/** A candidate with what its ledger holds. */
export interface FoundRollout extends Candidate {
  readonly view: LedgerView;
}

/** What was found where, or in a sentence why nothing could be looked for. */
export type Looked = {
  readonly candidates: readonly FoundRollout[];
  readonly unreadable: readonly Unreadable[];
  readonly known: readonly string[];
};

/** Reads the ledgers a command may be about: the one named, else all. */
export async function lookForRollouts(
  github: OnGitHub,
  location: string,
  target: string | undefined,
): Promise<Looked | string> {
  const names = await listNames(github, location, target);
  if (typeof names === 'string') return names;
  const wanted = target === undefined ? names : names.filter((one) => isNamed(one, target));
  const candidates: FoundRollout[] = [];
  const unreadable: Unreadable[] = [];
  for (const name of wanted) {
    const found = await readRollout(github, location, name);
    if (found === undefined) continue;
    if ('detail' in found) unreadable.push(found);
    else candidates.push(found);
  }
  return { candidates, unreadable, known: names.map(nameTarget) };
}

async function listNames(
  { client, place }: OnGitHub,
  location: string,
  target: string | undefined,
): Promise<readonly LedgerName[] | string> {
  if (location !== 'github') return nameElsewhere(target);
  const listed = await listTargets(client, place);
  return listed.outcome === 'failed'
    ? `the ledgers could not be listed: ${listed.detail}`
    : listed.data;
}

/** Only on GitHub can ledgers be listed; elsewhere the name must say which. */
function nameElsewhere(target: string | undefined): readonly LedgerName[] | string {
  const [environment, ...rest] = target?.split('/') ?? [];
  return environment === undefined
    ? 'name the rollout that is meant, as environment/name'
    : [{ environment, name: rest.join('/') }];
}

async function readRollout(
  github: OnGitHub,
  location: string,
  { environment, name }: LedgerName,
): Promise<FoundRollout | Unreadable | undefined> {
  const ledgers = openLedgers(github, location);
  if (typeof ledgers === 'string') return { environment, name, detail: ledgers };
  const read = await ledgers.open({ environment, name }, github.place.run).ledger.read();
  if (read.outcome === 'failed') return { environment, name, detail: read.detail };
  const state = fold(read.view.events);
  // The ref tells the environment in lower case.
  return state && { environment: state.started.environment, name, state, view: read.view };
}
