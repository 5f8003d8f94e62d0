import type { GateFinding } from '../core/finding.ts';
import type { Gate, Plan } from '../core/plan/plan.ts';
import type { Awaited } from '../core/rollout/awaited.ts';
import type { Decision } from '../core/rollout/decision.ts';
import type { RolloutStarted } from '../core/rollout/event.ts';
import type { State, Word } from '../core/rollout/state.ts';
import type { ApprovalRequest } from '../ports/approvals.ts';
import type { Deed } from './step.ts';
import type { World } from './world.ts';

/** Looks at all gates of a phase at once, or at the rollout's own where `phase` is -1. */
export async function evaluateGates(
  phase: number,
  plan: Plan,
  { gates, clock }: World,
  { skippedGates = {} }: Pick<State, 'skippedGates'>,
): Promise<Deed> {
  const asked = phase < 0 ? plan.gates : (plan.phases[phase]?.gates ?? []);
  const findings = await Promise.all(
    asked.map(async (gate) => {
      const word = skippedGates[gate.name];
      return word === undefined ? gates.evaluate(gate, clock.now()) : skip(gate, word);
    }),
  );
  const open = findings.every(({ outcome }) => outcome === 'open');
  return { events: [{ type: 'gates-evaluated', at: clock.now(), phase, open, findings }] };
}

/** A gate that a person has taken as open for this rollout is not looked at. */
function skip({ name, kind }: Gate, { by, reason }: Word): GateFinding {
  const found = `skipped by ${by}${reason === undefined ? '' : `: ${reason}`}`;
  return { gate: name, kind, outcome: 'open', found, wanted: '', remedy: '' };
}

/** Asks people, or looks whether they have answered. */
export async function askApproval(
  { phase, approval }: Extract<Decision, { do: 'ask-approval' }>,
  { started, phases }: State,
  { approvals, clock }: World,
): Promise<Deed> {
  const { askedAt: since = clock.now(), approvedBy = [] } = phases[phase] ?? {};
  const answer = await approvals.ask(
    describeRequest(started, { phase, approval, since, approvedBy }),
  );
  if (answer.outcome === 'granted') {
    const way =
      approval.by === 'environment' ? { environment: approval.environment } : { via: approval.by };
    return { events: [{ type: 'approved', at: clock.now(), phase, ...way, by: answer.by }] };
  }
  const code = answer.outcome === 'waiting' ? 'awaiting-approval' : answer.reason;
  return { events: [], session: { unapproved: { code, sentence: answer.detail } } };
}

/** What is asked for what waits. */
export function describeRequest(
  started: RolloutStarted,
  { phase, approval, since, approvedBy }: Awaited,
): ApprovalRequest {
  return {
    approval,
    started,
    askedAt: since,
    phase: started.plan.phases[phase]?.name ?? String(phase + 1),
    approvedBy: approvedBy.map(({ by }) => by),
  };
}
