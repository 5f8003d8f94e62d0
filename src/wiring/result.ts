import { describeApproval } from '../core/plan/approval.ts';
import type { Ruling } from '../core/control/reply.ts';
import { formatInstant } from '../core/quantity/instant.ts';
import { findAwaited } from '../core/rollout/awaited.ts';
import type { PhaseState, State } from '../core/rollout/state.ts';
import type { Outcome } from '../drivers/outcome.ts';

/** Version of the result's shape; it grows by new fields, and changes only when one changes its meaning. */
const SCHEMA = 1;

/** The result for machines: versioned, with closed codes, without anything that only people need. */
export function describeResult({ status, reason, state, criteria, until, troubles }: Outcome) {
  return {
    schema: SCHEMA,
    status,
    reason,
    ...(state && describeRollout(state)),
    criteria,
    ...(until !== undefined && { until: formatInstant(until) }),
    troubles,
  };
}

/** A rollout as the ledger tells it, for machines. */
export function describeState(state: State) {
  return {
    schema: SCHEMA,
    ...describeRollout(state),
    ...(state.reason && { reason: state.reason }),
  };
}

/** What came of a command, for machines. */
export function describeRuling({ outcome, sentence, notes = [], state }: Ruling) {
  return { schema: SCHEMA, outcome, sentence, notes, ...(state && describeState(state)) };
}

function describeRollout(state: State) {
  const { started, status, updatedAt, weight, weights, phases } = state;
  return {
    rollout: {
      id: started.rollout,
      name: started.name,
      environment: started.environment,
      version: started.version,
      status,
      startedAt: formatInstant(started.at),
      startedBy: started.run.actor,
      updatedAt: formatInstant(updatedAt),
    },
    ...describeAwaited(state),
    weight: weight.intended,
    weights: weights.map(({ at, weight: percent }) => ({ at: formatInstant(at), weight: percent })),
    phases: started.plan.phases.map(({ name, weight: percent }, index) => ({
      name,
      weight: percent,
      ...describePhase(phases[index]),
    })),
  };
}

/** Who must approve what, where that is all that is waited for. */
function describeAwaited(state: State) {
  const awaited = findAwaited(state);
  if (awaited === undefined) return {};
  const { phase, approval, since, approvedBy } = awaited;
  return {
    awaiting: {
      phase: state.started.plan.phases[phase]?.name,
      approval: describeApproval(approval),
      since: formatInstant(since),
      approvedBy: approvedBy.map(({ by }) => by),
    },
  };
}

function describePhase(phase: PhaseState | undefined) {
  return {
    status: phase?.status ?? 'pending',
    ...(phase?.startedAt !== undefined && { startedAt: formatInstant(phase.startedAt) }),
    ...(phase?.endedAt !== undefined && { endedAt: formatInstant(phase.endedAt) }),
    ...(phase?.approval && { approvedBy: phase.approval.by }),
    criteria: phase?.criteria ?? [],
  };
}
