import type { Decision } from './decision.ts';
import type { Reason } from './reason.ts';
import type { State } from './state.ts';

/** What to do about trouble outside of the canary: stop while no traffic is on it, else wait for a person. */
export function halt({ weight }: State, code: Reason['code'], sentence: string): Decision {
  const reason: Reason = { code, sentence };
  return weight.intended === 0 ? { do: 'stop', reason } : { do: 'pause', reason, criteria: [] };
}
