import type { Decision } from './decision.ts';
import type { Reason } from './reason.ts';
import type { State } from './state.ts';

/** Nothing is left to do towards the goal; `reached` says whether that is good. */
export function rest(reached: boolean, code: Reason['code'], sentence: string): Decision {
  return { do: 'rest', reached, reason: { code, sentence } };
}

/** The end nobody wants: traffic is out, and the target does not take it back. */
export function restFailed({ weight }: State): Decision {
  const why = weight.failure ?? 'the target did not answer';
  const sentence = `traffic could not be taken back: move it by hand, now (${why})`;
  return rest(false, 'target-unavailable', sentence);
}
