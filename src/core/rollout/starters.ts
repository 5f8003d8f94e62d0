import type { Run } from './event.ts';

/** Logins of who started the run and, where that was somebody else, of who ran it again. */
export function startersOf({ actor, startedBy }: Run): readonly string[] {
  return startedBy === undefined ? [actor] : [actor, startedBy];
}
