import type { Goal } from '../core/rollout/goal.ts';
import type { Assignment, PlanDocument } from '../drivers/assignment.ts';
import { drive } from '../drivers/drive.ts';
import { isGood, type Outcome } from '../drivers/outcome.ts';
import { readDocument } from '../wiring/document.ts';
import { describeResult } from '../wiring/result.ts';
import { createWorld } from '../wiring/world.ts';
import { type ActionResult, failWith, type Host } from './host.ts';
import { type RolloutInputs, surroundStep } from './surroundings.ts';

/** What a step asks of the machine, beyond its inputs. */
export interface Task {
  readonly goal: Goal;
  readonly mode?: Assignment['mode'];
  /** The longest the step may hold, in minutes. */
  readonly mostMinutes?: number;
}

/** Reads the plan or says all that is wrong with it, as a failed step does. */
export async function needPlan(path: string, host: Host): Promise<PlanDocument | ActionResult> {
  const read = await readDocument(path);
  if (read.outcome === 'read') return read.document;
  for (const line of read.lines) host.print(line);
  const count = read.problems.length;
  return failWith(
    `${path} has ${count} ${count === 1 ? 'problem' : 'problems'}: ${read.lines.join('; ')}`,
  );
}

/** Drives the rollout of `document` towards the task's goal and turns the outcome into outputs. */
export async function driveStep(
  host: Host,
  inputs: RolloutInputs,
  document: PlanDocument,
  { goal, mode = 'job', mostMinutes }: Task,
): Promise<ActionResult & { readonly outcome?: Outcome }> {
  const surroundings = surroundStep(host, inputs, document.plan);
  if (typeof surroundings === 'string') return failWith(surroundings);
  const world = createWorld(document.plan, surroundings);
  const outcome = await drive(world, {
    goal,
    mode,
    document,
    run: surroundings.github.place.run,
    release: surroundings.release,
    cancelled: host.cancelled,
    ...(mostMinutes !== undefined && { deadline: world.clock.now() + mostMinutes * 60_000 }),
  });
  return { ...settle(outcome), outcome };
}

/** The outputs of every action that moves a rollout, and whether the step fails. */
export function settle(outcome: Outcome): ActionResult {
  const { status, reason, state, troubles } = outcome;
  return {
    outputs: {
      status,
      'reason-code': reason.code,
      reason: reason.sentence,
      weight: String(state?.weight.intended ?? 0),
      result: JSON.stringify(describeResult(outcome)),
    },
    warnings: troubles,
    ...(!isGood(outcome) && { failure: `${status}: ${reason.sentence}` }),
  };
}

export function isFailed(value: PlanDocument | ActionResult): value is ActionResult {
  return 'outputs' in value;
}
