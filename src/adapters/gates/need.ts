import { bindVariables } from '../../core/plan/variables.ts';
import type { Forge } from '../../ports/forge.ts';
import { broken } from './look.ts';
import type { Look } from './look.ts';
import type { GateSurroundings } from './surroundings.ts';

/** Whether what a gate needs is not there, and this is what comes of it. */
export function isLook(needed: object): needed is Look {
  return 'outcome' in needed;
}

/** GitHub as the gate's own token sees it, or the job's. */
export function needForge(
  token: string | undefined,
  { forge, environment }: GateSurroundings,
  wanted: string,
): Forge | Look {
  if (forge === undefined) return noRepository(wanted);
  if (token === undefined) return forge();
  const bound = bindToken(token, environment, wanted);
  return isLook(bound) ? bound : forge(bound.value);
}

/** The gate's own token, or the job's. */
export function needToken(
  token: string | undefined,
  { token: own, environment }: GateSurroundings,
  wanted: string,
): { readonly value: string } | Look {
  if (token !== undefined) return bindToken(token, environment, wanted);
  return own === undefined ? noRepository(wanted) : { value: own };
}

function bindToken(
  token: string,
  environment: GateSurroundings['environment'],
  wanted: string,
): { readonly value: string } | Look {
  const bound = bindVariables(token, environment);
  if (bound.outcome === 'bound') return { value: bound.text };
  const names = bound.missing.map((name) => `$${name}`).join(', ');
  const remedy = 'hand it in with the secret `variables`';
  return broken(`${names} is not set, which holds the token of this gate`, wanted, remedy);
}

export function noRepository(wanted: string): Look {
  return broken('there is no repository to ask', wanted, 'run this on GitHub');
}

export function noCommit(wanted: string): Look {
  return broken('no commit is named', wanted, 'say which commit is released');
}

export function noTarget(): Look {
  const remedy = 'run this where the target is';
  return broken('there is no target to ask', 'a healthy stable version', remedy);
}

export function noArchive(environment: string): Look {
  const wanted = `the ledger of ${environment}`;
  return broken('there is no ledger to ask', wanted, 'run this where the ledger is');
}
