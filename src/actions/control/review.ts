import { createGitHubRuns } from '../../adapters/runs/github.ts';
import { findAwaited } from '../../core/rollout/awaited.ts';
import { type Continued, continueRollout, type Round } from '../tick/continue.ts';
import { lookForRollouts } from './search.ts';

/** Looks at every rollout that waits for a review; a string says why none can be looked at. */
export async function answerReviews(round: Round): Promise<readonly Continued[] | string> {
  const { github, inputs } = round;
  const looked = await lookForRollouts(github, inputs.ledger, undefined);
  if (typeof looked === 'string') return looked;
  const { owner, repo, run } = github.place;
  const runs = createGitHubRuns({ client: github.client, owner, repo, ownRun: run.id });
  const waiting = looked.candidates.filter(
    ({ state }) => findAwaited(state)?.approval.by === 'review',
  );
  const answered: Continued[] = [];
  for (const found of waiting) {
    const ending = await runs.endingOf(found.state.run);
    const continued = await continueRollout(round, found, ending);
    if (continued !== undefined) answered.push(continued);
  }
  return answered;
}
