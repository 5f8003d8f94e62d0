import { isDeepStrictEqual } from 'node:util';
import { gistOf, isUntold } from '../../../core/present/gist.ts';
import type { ReportHandles } from '../../../core/rollout/event.ts';
import type { State } from '../../../core/rollout/state.ts';
import type { Clock } from '../../../ports/clock.ts';
import type { Reporter, Story, Telling } from '../../../ports/reporter.ts';
import type { GitHubClient } from '../../github/client.ts';
import { annotateBroken } from './annotations.ts';
import { type Scope, withPlaces } from './changes.ts';
import { type Memory, recall, remember } from './memory.ts';
import { createPace } from './pace.ts';
import { listHandles, type Places } from './places.ts';
import { mend, openPlaces, type Teller, type Told, writeStory } from './teller.ts';
import { isPassing, nextTurn } from './turns.ts';

export interface GitHubReporterOptions {
  /** Asked while the rollout moves: it must not keep the rollout waiting. */
  readonly client: GitHubClient;
  /** Asked when the rollout rests: it may insist. */
  readonly patientClient: GitHubClient;
  readonly repository: { readonly owner: string; readonly repo: string };
  /** The commit of this run: the released one where the rollout names no other. */
  readonly sha: string;
  readonly clock: Pick<Clock, 'now'>;
}

/**
 * Tells the story in the check run, in one comment on each pull request of the commit, and in the deployment.
 * The first telling opens these places; every later one edits them all with a single request, but no comment more
 * often than every 30 seconds: what it could not say then is owed. What somebody deleted meanwhile is made anew,
 * once in the life of a process: people may mean it.
 */
export function createGitHubReporter(options: GitHubReporterOptions): Reporter {
  const pace = createPace();
  let memory: Memory | undefined;
  let hasMended = false;

  async function writeOrMend(teller: Teller, places: Places, scope: Scope): Promise<Told> {
    const told = await writeStory(teller, places, scope);
    if (hasMended || !told.refused.some(isEdit)) return told;
    hasMended = true;
    return mend(teller, scope, told);
  }

  function tellerOf(story: Story): Teller {
    const { state } = story;
    const client = isResting(state) ? options.patientClient : options.client;
    const sha = state.started.sha ?? options.sha;
    return { client, repository: options.repository, sha, story };
  }

  async function tellIn(wanted: Scope, story: Story, known: Memory): Promise<Telling> {
    const { handles } = known;
    const opened = await openPlaces(tellerOf(story), handles);
    if (opened.places === undefined) return { troubles: opened.troubles, missed: true };
    const editedAt = handles.told?.editedAt ?? opened.editedAt;
    const isTooSoon = wanted === 'everywhere' && story.now < nextTurn(editedAt);
    const scope = isTooSoon ? 'not-in-old-comments' : wanted;
    const told = await writeOrMend(tellerOf(story), opened.places, scope);
    const isWritten = told.missed !== true;
    const hasOld = hasComment(opened.places);
    const isEdited = isWritten && hasOld && scope !== 'not-in-old-comments';
    const areOldTold = !hasOld || isEdited;
    const gist = gistOf(story.state);
    memory = {
      ...known,
      ...(isWritten && { shown: gist }),
      handles: {
        ...handles,
        ...listHandles(told.places ?? opened.places),
        ...(isWritten && scope !== 'comments' && noteAnnotations(story, opened.places)),
        ...remember(
          handles,
          isWritten && areOldTold ? gist : undefined,
          isEdited ? options.clock.now() : editedAt,
        ),
      },
    };
    const isNews = !isDeepStrictEqual(memory.handles, handles);
    return {
      troubles: [...opened.troubles, ...told.troubles],
      ...(isNews && { handles: memory.handles }),
      ...(told.missed && { missed: true }),
      ...owedBy(memory, story),
    };
  }

  return {
    async tell(story) {
      const known = recall(memory, story.state);
      const { handles } = known;
      const isHeard = story.moment === 'again' && handles.told?.what === gistOf(story.state);
      if (isHeard) return { troubles: [] };
      const informed = { ...story, state: { ...story.state, handles } };
      const scope = scopeOf(informed, known, pace.tells(story));
      return scope === undefined
        ? { troubles: [], ...owedBy(known, story) }
        : tellIn(scope, informed, known);
    },
  };
}

/** Where a story is to be told; undefined for nowhere. */
function scopeOf(story: Story, known: Memory, isTold: boolean): Scope | undefined {
  const { shown, handles } = known;
  const { moment, state, now } = story;
  if (moment === 'aside' || moment === 'wait') return undefined;
  if (isUntold(state, handles) && (!isTold || (moment === 'again' && shown === gistOf(state)))) {
    const isTurn = now >= nextTurn(handles.told?.editedAt);
    if (!isTurn || isPassing(state, now)) return undefined;
    return shown === gistOf(state) ? 'comments' : 'everywhere';
  }
  if (!isTold) return undefined;
  const isOld = handles.told?.what === gistOf(state);
  return moment === 'step' && (isOld || isPassing(state, now))
    ? 'not-in-old-comments'
    : 'everywhere';
}

/** When comments are to be told what they do not say yet; nothing where the next step tells it in a moment. */
function owedBy({ handles }: Memory, { state, now }: Story): Pick<Telling, 'owed'> {
  return isUntold(state, handles) && !isPassing(state, now)
    ? { owed: nextTurn(handles.told?.editedAt) }
    : {};
}

/** What the check run bears from now on. */
function noteAnnotations(story: Story, places: Places): Pick<ReportHandles, 'annotated'> {
  const keys = annotateBroken(withPlaces(story, places)).map(({ key }) => key);
  const before = story.state.handles.annotated ?? [];
  return keys.length === 0 ? {} : { annotated: [...before, ...keys] };
}

function hasComment({ comments }: Places): boolean {
  return comments.some(({ comment }) => comment !== undefined);
}

function isEdit({ mutation }: Told['refused'][number]): boolean {
  return mutation === 'updateCheckRun' || mutation === 'updateIssueComment';
}

/** Whether nothing moves any more, so that a report may take its time; a cancelled run has none left. */
function isResting({ status, reason }: State): boolean {
  const moves = status === 'running' || status === 'rolling-back' || status === 'promoting';
  return !moves && reason?.code !== 'run-cancelled';
}
