import type { RepositoryResult } from './repository.ts';

/** What somebody may do in the repository. */
export interface Access {
  readonly mayWrite: boolean;
  /** The platform's own word for it: `maintain`, `triage`. */
  readonly role: string;
}

/** Who may do what, as it is at the moment of asking. Nothing is thrown. */
export interface People {
  accessOf(login: string): Promise<RepositoryResult<Access>>;
  /** Whether somebody is in a team of an organization now; an invitation not yet accepted does not count. */
  isMember(login: string, organization: string, team: string): Promise<RepositoryResult<boolean>>;
}
