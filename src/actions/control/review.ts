import { findAwaited } from '../../core/rollout/awaited.ts';
import { type Continued, continueAll, type Round } from '../tick/continue.ts';
import { lookForRollouts } from './search.ts';

/** Looks at every rollout that waits for a review; a string says why none can be looked at. */
export async function answerReviews(round: Round): Promise<readonly Continued[] | string> {
  const { github, inputs } = round;
  const looked = await lookForRollouts(github, inputs.ledger, undefined);
  if (typeof looked === 'string') return looked;
  const waiting = looked.candidates.filter(
    ({ state }) => findAwaited(state)?.approval.by === 'review',
  );
  return continueAll(round, waiting);
}
