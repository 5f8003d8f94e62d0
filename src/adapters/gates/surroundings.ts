import type { LedgerTarget } from '../../core/plan/gate/release.ts';
import type { Archive } from '../../ports/archive.ts';
import type { Forge } from '../../ports/forge.ts';
import type { Repository } from '../../ports/repository.ts';
import type { StableSide } from '../../ports/traffic.ts';
import type { Redact } from '../secrets/redaction.ts';

/** What gates may ask besides addresses and commands; without it those that would are broken. */
export interface GateAccess {
  /** GitHub as the job's own token sees it, or the token that a gate names. */
  readonly forge?: (token?: string) => Forge;
  /** The job's own token, for programs that ask GitHub themselves. */
  readonly token?: string;
  /** The past of another rollout, kept where this one's is. */
  readonly archiveOf?: (target: LedgerTarget) => Archive;
}

export interface GateSurroundings extends GateAccess {
  /** Where `$VAR` in addresses and credentials is looked up; commands run in it. */
  readonly environment: Readonly<Record<string, string>>;
  /** Where the code lives; without it the gates that ask there are broken. */
  readonly repository?: Repository;
  /** The commit that is released. */
  readonly sha?: string;
  /** What the release is called, and the rollout. */
  readonly version?: string;
  readonly name?: string;
  /** Names of the check runs this rollout writes itself, which no gate may require. */
  readonly ownChecks?: readonly string[];
  /** The side that the release would go back to. */
  readonly stable?: StableSide;
  /** Takes out of what sources say what nobody may see; left out, there is nothing to hide. */
  readonly redact?: Redact;
}

/** The surroundings as each kind of gate sees them. */
export interface GateAround extends GateSurroundings {
  readonly redact: Redact;
}
