import type { Duration, Instant } from '../quantity/instant.ts';
import type { Decision } from './decision.ts';
import { shutReason } from './gate-reason.ts';
import { halt } from './halt.ts';
import type { Situation } from './situation.ts';
import type { GateRecord, State } from './state.ts';

/** How long an open gate is believed: a freeze may have begun while people made up their minds. */
const BELIEVED: Duration = 15 * 60_000;

/** What the rollout's own gates ask for before the first traffic moves; undefined once they are open. */
export function decideGates({ now }: Situation, state: State): Decision | undefined {
  const hasMoved = state.weight.intended > 0 || state.status === 'promoting';
  if (hasMoved && state.gates?.open === true) return undefined;
  return decideRecord(state, state.gates, -1, now);
}

/** What gates ask for that were last looked at as `record` says: a look, a halt, or nothing more. */
export function decideRecord(
  state: State,
  record: GateRecord | undefined,
  scope: number,
  now: Instant,
): Decision | undefined {
  if (record === undefined || (record.open && now - record.at > BELIEVED)) {
    return { do: 'evaluate-gates', phase: scope };
  }
  if (record.open) return undefined;
  const { code, sentence } = shutReason(record.findings);
  return halt(state, code, sentence);
}
