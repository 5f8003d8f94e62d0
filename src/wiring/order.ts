import type { Order } from '../core/control/command.ts';
import type { Run } from '../core/rollout/event.ts';
import type { State } from '../core/rollout/state.ts';
import type { PlanDocument } from '../drivers/assignment.ts';
import { control, type ControlOutcome } from '../drivers/control.ts';
import type { World } from '../drivers/world.ts';
import type { LedgerView } from '../ports/ledger.ts';
import { understand } from './document.ts';
import { createReturningWorld, createWorld, type Surroundings } from './world.ts';

/** An order for the rollout of a ledger. */
export interface Commission {
  readonly order: Order;
  /** Who carries it out. */
  readonly run: Run;
  readonly state: State;
  readonly view: LedgerView;
  readonly surroundings: Surroundings;
  /** Whatever else the world is to go through before it is used. */
  readonly guard?: (world: World) => World;
}

/** Carries an order out in the world that the ledger's own plan names, whatever plan is in the working tree. */
export async function giveOrder(commission: Commission): Promise<ControlOutcome> {
  const { order, run, state, view, surroundings, guard = (world) => world } = commission;
  const document = recallPlan(view, state);
  const world = document
    ? createWorld(document.plan, surroundings)
    : createReturningWorld(state.started, undefined, surroundings);
  return control(guard(world), order, { run, ...(document && { document }) });
}

/** The plan a rollout runs under, from its ledger; undefined where that is not there, or not understood any more. */
export function recallPlan(view: LedgerView, { started }: State): PlanDocument | undefined {
  if (view.plan === undefined) return undefined;
  const read = understand(view.plan, 'the plan in the ledger');
  if (read.outcome !== 'read') return undefined;
  return read.document.digest === started.plan.digest ? read.document : undefined;
}

/** Whether what stands at `url` has been ordered in this rollout already: a job may be run twice. */
export function wasOrdered({ events }: LedgerView, url: string): boolean {
  return events.some((event) => event.type === 'ordered' && event.url === url);
}
