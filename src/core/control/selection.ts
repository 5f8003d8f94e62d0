import { nearest } from '../plan/nearest.ts';
import type { Duration, Instant } from '../quantity/instant.ts';
import { isOver } from '../rollout/holder.ts';
import { quote } from '../rollout/one-line.ts';
import type { State } from '../rollout/state.ts';

/** A target that has a ledger, with its latest rollout. */
export interface Candidate {
  readonly environment: string;
  readonly name: string;
  readonly state: State;
}

/** A ledger that could not be read, which may hold the very rollout that is meant. */
export interface Unreadable {
  readonly environment: string;
  readonly name: string;
  readonly detail: string;
}

/** The pull request a command was written on. */
export interface PullRequestCommits {
  readonly number: number;
  /** Commits a release of it may have: its head and what it was merged as. */
  readonly commits: readonly string[];
}

/** How a rollout is found. */
export interface Search<Known extends Candidate = Candidate> {
  readonly candidates: readonly Known[];
  readonly unreadable: readonly Unreadable[];
  /** Every target that has a ledger, as `environment/name`, whether it was looked at or not. */
  readonly known: readonly string[];
  /** The rollout named, as `environment/name`. */
  readonly target?: string;
  /** Absent where the command was not written on a pull request. */
  readonly pull?: PullRequestCommits;
}

/** The rollout that is meant, or in one sentence why it is not known. */
export type Selection<Known extends Candidate = Candidate> =
  { readonly outcome: 'found'; readonly candidate: Known } | Unselected;

interface Unselected {
  readonly outcome: 'refused' | 'failed';
  readonly sentence: string;
}

/** A rollout's target as people write it. */
export function nameTarget({ environment, name }: Pick<Candidate, 'environment' | 'name'>): string {
  return `${environment}/${name}`;
}

/** Whether people mean this one; an environment's name knows no case. */
export function isNamed(one: Pick<Candidate, 'environment' | 'name'>, target: string): boolean {
  const length = one.environment.length;
  return (
    target.slice(0, length).toLowerCase() === one.environment.toLowerCase() &&
    target.slice(length) === `/${one.name}`
  );
}

/** How far the clocks of those who write comments and of those who release may be apart. */
const CLOCKS_APART: Duration = 5 * 60_000;

/** Whether a command was given before this rollout began, and so meant another. */
export function isMeantForEarlier({ state }: Candidate, givenAt: Instant): boolean {
  return givenAt < state.started.at - CLOCKS_APART;
}

/**
 * Finds the rollout that is meant: the one named, else the one that releases the pull request's commit, else
 * the only one under way. A pull request that is not what is being released moves nothing.
 */
export function selectRollout<Known extends Candidate>(search: Search<Known>): Selection<Known> {
  return search.target === undefined ? findUnnamed(search) : findNamed(search, search.target);
}

function findNamed<Known extends Candidate>(
  { candidates, unreadable, known, pull }: Search<Known>,
  target: string,
): Selection<Known> {
  const candidate = candidates.find((one) => isNamed(one, target));
  if (candidate !== undefined) {
    return pull === undefined || releases(candidate, pull)
      ? { outcome: 'found', candidate }
      : refuse(explainStale([candidate], pull));
  }
  const dark = unreadable.find((one) => isNamed(one, target));
  if (dark !== undefined) return fail(explainDark([dark]));
  return refuse(`there is no rollout of ${quote(target)}: ${suggestTarget(target, known)}`);
}

function findUnnamed<Known extends Candidate>({
  candidates,
  unreadable,
  pull,
}: Search<Known>): Selection<Known> {
  // One that cannot be seen may be the one that is meant.
  if (unreadable.length > 0) {
    return fail(`${explainDark(unreadable)}; name the rollout that is meant, as environment/name`);
  }
  const ours = pull === undefined ? candidates : candidates.filter((one) => releases(one, pull));
  const active = ours.filter(({ state }) => !isOver(state));
  const meant = active.length > 0 ? active : ours;
  const [only] = meant;
  if (only === undefined) return refuse(explainNone(candidates, pull));
  return meant.length === 1
    ? { outcome: 'found', candidate: only }
    : refuse(`several rollouts may be meant, name one: ${meant.map(nameTarget).join(', ')}`);
}

function releases({ state }: Candidate, { commits }: PullRequestCommits): boolean {
  return state.started.sha !== undefined && commits.includes(state.started.sha);
}

function explainNone(
  candidates: readonly Candidate[],
  pull: PullRequestCommits | undefined,
): string {
  if (pull === undefined) return 'no rollout was ever started here';
  const active = candidates.filter(({ state }) => !isOver(state));
  return active.length > 0
    ? explainStale(active, pull)
    : `no rollout has released a commit of pull request ${pull.number}`;
}

function explainStale(
  released: readonly Candidate[],
  { number, commits }: PullRequestCommits,
): string {
  const others = released.map((one) => `${nameTarget(one)} releases ${shortSha(one)}`).join(', ');
  const own = commits.map((sha) => sha.slice(0, 7)).join(' and ');
  return `${others}, and pull request ${number} is at ${own}: give the command where that commit came from, or by the control workflow`;
}

function shortSha({ state }: Candidate): string {
  return state.started.sha?.slice(0, 7) ?? state.started.version;
}

function explainDark(unreadable: readonly Unreadable[]): string {
  return unreadable
    .map((one) => `the ledger of ${nameTarget(one)} could not be read: ${one.detail}`)
    .join('; ');
}

function suggestTarget(target: string, known: readonly string[]): string {
  if (known.length === 0) return 'no rollout was ever started here';
  const meant = nearest(target, known);
  return meant === undefined ? `there are ${known.join(', ')}` : `did you mean ${meant}?`;
}

function refuse(sentence: string): Unselected {
  return { outcome: 'refused', sentence };
}

function fail(sentence: string): Unselected {
  return { outcome: 'failed', sentence };
}
