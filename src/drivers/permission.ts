import type { Decision } from '../core/rollout/decision.ts';
import type { Plan } from '../core/plan/plan.ts';
import type { Deed } from './step.ts';
import type { World } from './world.ts';

/** Looks at all gates of a phase at once, or at the rollout's own where `phase` is -1. */
export async function evaluateGates(
  phase: number,
  plan: Plan,
  { gates, clock }: World,
): Promise<Deed> {
  const asked = phase < 0 ? plan.gates : (plan.phases[phase]?.gates ?? []);
  const findings = await Promise.all(asked.map((gate) => gates.evaluate(gate, clock.now())));
  const open = findings.every(({ outcome }) => outcome === 'open');
  return { events: [{ type: 'gates-evaluated', at: clock.now(), phase, open, findings }] };
}

/** Asks people, or looks whether they have answered. */
export async function askApproval(
  { phase, environment }: Extract<Decision, { do: 'ask-approval' }>,
  plan: Plan,
  { approvals, clock }: World,
): Promise<Deed> {
  const name = plan.phases[phase]?.name ?? String(phase + 1);
  const answer = await approvals.ask(environment, name);
  if (answer.outcome === 'granted') {
    const at = clock.now();
    return { events: [{ type: 'approved', at, phase, environment, by: answer.by }] };
  }
  const code = answer.outcome === 'waiting' ? 'awaiting-approval' : 'approval-missing';
  return { events: [], session: { unapproved: { code, sentence: answer.detail } } };
}
