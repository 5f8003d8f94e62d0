import { fold } from '../../core/rollout/fold.ts';
import type { RollbackCause } from '../../core/rollout/goal.ts';
import { drive } from '../../drivers/drive.ts';
import { recallPlan } from '../../wiring/recall.ts';
import { createReturningWorld } from '../../wiring/world.ts';
import type { Inputs } from '../declarations/declaration.ts';
import type { rollback } from '../declarations/rollback.ts';
import { type ActionResult, failWith, type Host } from '../host.ts';
import { type OutcomeOutput, settle } from '../rollout.ts';
import { concealSecrets } from '../secrets.ts';
import { surroundStep } from '../surroundings.ts';
import { findRollout } from './names.ts';

const CAUSES: readonly RollbackCause[] = ['asked', 'run-failed', 'run-cancelled'];

/** Takes all traffic back, from nothing but the ledger and the target it names. */
export async function rollBack(
  inputs: Inputs<typeof rollback>,
  host: Host,
): Promise<ActionResult<OutcomeOutput>> {
  const cause = CAUSES.find((known) => known === inputs.cause);
  if (cause === undefined)
    return failWith(`cause: ${inputs.cause} is none of ${CAUSES.join(', ')}`);
  const rollout = await findRollout(inputs);
  if (typeof rollout === 'string') return failWith(rollout);
  const surroundings = surroundStep(host, inputs, rollout);
  if (typeof surroundings === 'string') return failWith(surroundings);
  const read = await surroundings.ledger.read();
  if (read.outcome === 'failed') return failWith(`the ledger could not be read: ${read.detail}`);
  const { document } = rollout;
  if (document === undefined) host.print(`without the plan ${inputs.plan} no cleanup hook runs`);
  const state = fold(read.view.events);
  const known = state && recallPlan(read.view, state)?.plan;
  const world = createReturningWorld(state?.started, document?.plan, surroundings, known);
  const outcome = await drive(concealSecrets(world, surroundings.secrets), {
    goal: { kind: 'rollback', cause },
    mode: 'job',
    run: surroundings.github.place.run,
    release: surroundings.release,
    ...(document && { document }),
  });
  return settle(outcome, host);
}
