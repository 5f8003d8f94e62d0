import { fold } from '../../core/rollout/fold.ts';
import type { RollbackCause } from '../../core/rollout/goal.ts';
import { drive } from '../../drivers/drive.ts';
import { createReturningWorld } from '../../wiring/world.ts';
import type { rollback as declaration } from '../declarations/rollback.ts';
import { type ActionResult, failWith, type Host } from '../host.ts';
import type { Inputs } from '../inputs.ts';
import { settle } from '../rollout.ts';
import { surroundStep } from '../surroundings.ts';
import { findRollout } from './names.ts';

const CAUSES: readonly RollbackCause[] = ['asked', 'run-failed', 'run-cancelled'];

/** Takes all traffic back, from nothing but the ledger and the target it names. */
export async function rollBack(
  inputs: Inputs<typeof declaration>,
  host: Host,
): Promise<ActionResult> {
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
  const world = createReturningWorld(fold(read.view.events)?.started, document?.plan, surroundings);
  const outcome = await drive(world, {
    goal: { kind: 'rollback', cause },
    mode: 'job',
    run: surroundings.github.place.run,
    release: surroundings.release,
    ...(document && { document }),
  });
  return settle(outcome);
}
