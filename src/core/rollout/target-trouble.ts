import { agrees } from '../traffic.ts';
import type { Decision } from './decision.ts';
import type { State } from './state.ts';

/** Readings of the target that may fail in a row before a person is asked. */
const UNREAD_LIMIT = 4;
/** Readings in a row that may call the canary down: one may fall into a restart, two are an outage. */
const DOWN_LIMIT = 1;

/** A target that would not take a weight may have moved half: the only known state is everything on stable. */
export function answerRefusal({ weight: { failure } }: State): Decision | undefined {
  return failure === undefined
    ? undefined
    : goBack('target-unavailable', `the target did not take the weight: ${failure}`);
}

/**
 * What the target's own words ask for while a phase bakes; undefined when nothing.
 *
 * - It says twice in a row that the canary is down: users' requests fail or are sent elsewhere, so whatever the
 *   metrics of the surviving requests say is about another release than the planned one. Go back.
 * - It cannot be read, or cannot say what it carries: nothing is known to be wrong, and moving it blindly
 *   could make it so. Ask a person after a while.
 * - It carries more than intended: too many users. Take that back at once.
 * - It carries less: perhaps somebody's hand in an emergency, which must not be fought. Ask a person.
 */
export function answerReading({ weight }: State): Decision | undefined {
  const { intended, seen, trouble = 'no answer' } = weight;
  if (weight.down > DOWN_LIMIT) return goBack('canary-down', `the canary is down: ${trouble}`);
  if (weight.unread > UNREAD_LIMIT) {
    const sentence = `the target could not be read ${weight.unread} times in a row: ${trouble}`;
    return pause('target-unavailable', sentence);
  }
  if (seen === undefined || agrees(intended, seen)) return undefined;
  if (seen > intended) return { do: 'set-weight', weight: intended };
  const sentence = `the target carries ${seen}% where ${intended}% was set: somebody or something else moved it`;
  return pause('weight-drifted', sentence);
}

function goBack(code: 'target-unavailable' | 'canary-down', sentence: string): Decision {
  return { do: 'start-rollback', reason: { code, sentence }, criteria: [] };
}

function pause(code: 'target-unavailable' | 'weight-drifted', sentence: string): Decision {
  return { do: 'pause', reason: { code, sentence }, criteria: [] };
}
