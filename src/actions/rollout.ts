import type { Goal } from '../core/rollout/goal.ts';
import type { State } from '../core/rollout/state.ts';
import type { Assignment, PlanDocument } from '../drivers/assignment.ts';
import { drive } from '../drivers/drive.ts';
import { isGood, type Outcome } from '../drivers/outcome.ts';
import { describeResult } from '../wiring/result.ts';
import { createWorld } from '../wiring/world.ts';
import type { OUTCOME_OUTPUTS } from './declarations/common.ts';
import { type ActionResult, failWith, type Host } from './host.ts';
import { concealSecrets } from './secrets.ts';
import { type RolloutInputs, surroundStep } from './surroundings.ts';

/** What a step asks of the machine, beyond its inputs. */
export interface Task {
  readonly goal: Goal;
  readonly mode?: Assignment['mode'];
  /** The longest the step may hold, in minutes. */
  readonly mostMinutes?: number;
  /** The result of the job that waited for an approval, as GitHub says it. */
  readonly approved?: string;
  /** Reads the teams that approvals and gates name. */
  readonly teamToken?: string;
}

export type OutcomeOutput = keyof typeof OUTCOME_OUTPUTS;

/** A step's result, with the rollout as it left it. */
export interface Driven {
  readonly result: ActionResult<OutcomeOutput>;
  readonly state?: State;
}

/** Drives the rollout of `document` towards the task's goal and turns the outcome into outputs. */
export async function driveStep(
  host: Host,
  inputs: RolloutInputs & { readonly version: string },
  document: PlanDocument,
  { goal, mode = 'job', mostMinutes, approved = '', teamToken }: Task,
): Promise<Driven> {
  const { version } = inputs;
  const surroundings = surroundStep(host, inputs, document.plan, { version, approved, teamToken });
  if (typeof surroundings === 'string') return { result: failWith(surroundings) };
  const world = concealSecrets(createWorld(document.plan, surroundings), surroundings.secrets);
  const outcome = await drive(world, {
    goal,
    mode,
    document,
    run: surroundings.github.place.run,
    release: surroundings.release,
    cancelled: host.cancelled,
    ...(mostMinutes !== undefined && { deadline: world.clock.now() + mostMinutes * 60_000 }),
  });
  return { result: settle(outcome, host), ...(outcome.state && { state: outcome.state }) };
}

/** The outputs of every action that moves a rollout, and whether the step fails. */
export function settle(outcome: Outcome, { print }: Host): ActionResult<OutcomeOutput> {
  const { status, reason, state, troubles } = outcome;
  const ending = `${status}: ${reason.sentence}`;
  if (isGood(outcome)) print(ending);
  return {
    outputs: {
      status,
      'reason-code': reason.code,
      reason: reason.sentence,
      weight: String(state?.weight.intended ?? 0),
      result: JSON.stringify(describeResult(outcome)),
    },
    warnings: troubles,
    ...(!isGood(outcome) && { failure: ending }),
  };
}
