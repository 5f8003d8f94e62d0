import { isDeepStrictEqual } from 'node:util';
import type { ReportHandles } from '../../../core/rollout/event.ts';
import type { State } from '../../../core/rollout/state.ts';
import type { Reporter } from '../../../ports/reporter.ts';
import type { GitHubClient } from '../../github/client.ts';
import { createPace } from './pace.ts';
import { listHandles, type Places } from './places.ts';
import { mend, openPlaces, type Told, writeAll } from './teller.ts';

export interface GitHubReporterOptions {
  /** Asked while the rollout moves: it must not keep the rollout waiting. */
  readonly client: GitHubClient;
  /** Asked when the rollout rests: it may insist. */
  readonly patientClient: GitHubClient;
  readonly repository: { readonly owner: string; readonly repo: string };
  /** The commit of this run: the released one where the rollout names no other. */
  readonly sha: string;
}

/**
 * Tells the story in the check run, in one comment on each pull request of the commit, and in the deployment.
 * The first telling opens these places; every later one edits them all with a single request. What somebody
 * deleted meanwhile is made anew, once in the life of a process: people may mean it.
 */
export function createGitHubReporter(options: GitHubReporterOptions): Reporter {
  const pace = createPace();
  let opened: { readonly rollout: string; readonly handles: ReportHandles } | undefined;
  let hasMended = false;

  async function writeOrMend(
    teller: Parameters<typeof writeAll>[0],
    places: Places,
  ): Promise<Told> {
    const told = await writeAll(teller, places);
    if (hasMended || !told.refused.some(isEdit)) return told;
    hasMended = true;
    return mend(teller, told);
  }

  /** What the ledger remembers, and what was opened for the same rollout since. */
  function recall({ started, handles }: State): ReportHandles {
    return opened?.rollout === started.rollout ? { ...handles, ...opened.handles } : handles;
  }

  return {
    async tell(story) {
      if (!pace.tells(story)) return { troubles: [] };
      const { state } = story;
      const client = isResting(state) ? options.patientClient : options.client;
      const sha = state.started.sha ?? options.sha;
      const teller = { client, repository: options.repository, sha, story };
      const known = recall(state);
      const { places, troubles } = await openPlaces(teller, known);
      if (places === undefined) return { troubles, missed: true };
      const told = await writeOrMend(teller, places);
      const handles = listHandles(told.places ?? places);
      opened = { rollout: state.started.rollout, handles: { ...known, ...handles } };
      const isNews = !isDeepStrictEqual(handles, known);
      return {
        troubles: [...troubles, ...told.troubles],
        ...(isNews && { handles }),
        ...(told.missed && { missed: true }),
      };
    },
  };
}

function isEdit({ mutation }: Told['refused'][number]): boolean {
  return mutation === 'updateCheckRun' || mutation === 'updateIssueComment';
}

/** Whether nothing moves any more, so that a report may take its time; a cancelled run has none left. */
function isResting({ status, reason }: State): boolean {
  const moves = status === 'running' || status === 'rolling-back' || status === 'promoting';
  return !moves && reason?.code !== 'run-cancelled';
}
