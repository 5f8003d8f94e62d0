import type { Instant } from '../../../core/quantity/instant.ts';
import type { ReportHandles } from '../../../core/rollout/event.ts';
import type { Story } from '../../../ports/reporter.ts';
import type { GitHubClient } from '../../github/client.ts';
import { changesFor, commentAlias, type Scope } from './changes.ts';
import { createDeployment } from './deployment.ts';
import { change, type Change, explainRefusal } from './mutation.ts';
import { findPlaces } from './find.ts';
import { type Places, rememberPlaces } from './places.ts';

/** The means to tell a story on GitHub. */
export interface Teller {
  readonly client: GitHubClient;
  readonly repository: { readonly owner: string; readonly repo: string };
  /** The released commit. */
  readonly sha: string;
  readonly story: Story;
}

/** Where the story now stands, and what went wrong on the way. */
export interface Told {
  /** Undefined when no place could be found. */
  readonly places?: Places;
  /** When a comment was last edited, where it was looked for. */
  readonly editedAt?: Instant;
  readonly troubles: readonly string[];
  /** Places that would not be edited: somebody may have deleted them. */
  readonly refused: readonly Change[];
  /** Nothing was written: GitHub did not answer. */
  readonly missed?: true;
}

/**
 * Finds the places, or remembers them, and opens the deployment where traffic is to move. Before one is made it is
 * looked for, every time: the answer to its making may have been lost.
 */
export async function openPlaces(teller: Teller, known: ReportHandles): Promise<Told> {
  const remembered = rememberPlaces(known);
  const wantsDeployment = known.deployment === undefined && isDeployed(teller.story);
  if (remembered !== undefined && !wantsDeployment) return knowing(remembered, []);
  const found = await find(teller);
  if (typeof found === 'string') {
    const troubles = [`nothing could be told on GitHub: ${found}`];
    return remembered === undefined ? { troubles, refused: [] } : knowing(remembered, [found]);
  }
  const { troubles, editedAt } = found;
  const deployment = known.deployment ?? found.places.deployment;
  const places = { ...(remembered ?? found.places), ...(deployment && { deployment }) };
  const opened = await openDeployment(teller, places, wantsDeployment);
  return {
    ...knowing(opened.places, [...troubles, ...opened.troubles]),
    ...(editedAt !== undefined && { editedAt }),
  };
}

async function openDeployment(
  { client, repository, sha, story }: Teller,
  places: Places,
  isWanted: boolean,
): Promise<{ readonly places: Places; readonly troubles: readonly string[] }> {
  if (places.deployment !== undefined || !isWanted) return { places, troubles: [] };
  const made = await createDeployment(client, repository, sha, story.state);
  return 'id' in made
    ? { places: { ...places, deployment: made.id }, troubles: [] }
    : { places, troubles: [made.trouble] };
}

function knowing(places: Places, troubles: readonly string[]): Told {
  return { places, troubles, refused: [] };
}

/** A release that is stopped at its gates is no deployment. */
function isDeployed({ moment, state }: Story): boolean {
  return moment !== 'look' && state.status !== 'stopped';
}

function find({ client, repository, sha, story }: Teller): ReturnType<typeof findPlaces> {
  return findPlaces(client, repository, sha, story.state.started);
}

/** Writes the story to the places of its scope. */
export function writeStory(teller: Teller, places: Places, scope: Scope): Promise<Told> {
  return write(teller, places, changesFor(teller.story, teller.sha, places, scope));
}

async function write(
  { client }: Teller,
  places: Places,
  changes: readonly Change[],
): Promise<Told> {
  if (changes.length === 0) return knowing(places, []);
  const changed = await change(client, changes);
  if (typeof changed === 'string')
    return { places, troubles: [changed], refused: [], missed: true };
  const { ids, refused } = changed;
  const checkRun = ids['check'] ?? places.checkRun;
  return {
    places: {
      ...places,
      ...(checkRun !== undefined && { checkRun }),
      comments: places.comments.map((place, index) => {
        const comment = ids[commentAlias(index)];
        return comment === undefined ? place : { comment };
      }),
    },
    troubles: refused.map(explainRefusal),
    refused,
  };
}

/** Makes anew what was refused because it is gone; what is still there was refused for another reason. */
export async function mend(
  teller: Teller,
  scope: Scope,
  { places, troubles, refused }: Told,
): Promise<Told> {
  const found = await find(teller);
  if (places === undefined || typeof found === 'string') return { troubles, refused };
  const isCheckGone = refused.some(({ mutation }) => mutation === 'updateCheckRun');
  const { checkRun, ...rest } = places;
  const present: Places = {
    ...rest,
    comments: found.places.comments,
    ...(!isCheckGone && checkRun !== undefined && { checkRun }),
  };
  const makings = changesFor(teller.story, teller.sha, present, scope).filter(isMaking);
  if (makings.length === 0) return { places, troubles, refused };
  const mended = await write(teller, present, makings);
  const isMended = ({ alias }: Change): boolean => makings.some((making) => making.alias === alias);
  const others = refused.filter((one) => !isMended(one));
  return {
    ...mended,
    troubles: [...others.map(explainRefusal), ...mended.troubles],
    refused: [...others, ...mended.refused],
  };
}

function isMaking({ mutation }: Change): boolean {
  return mutation === 'createCheckRun' || mutation === 'addComment';
}
