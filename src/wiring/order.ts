import type { Order } from '../core/control/command.ts';
import type { Judged } from '../core/control/considered.ts';
import type { Instant } from '../core/quantity/instant.ts';
import type { Run } from '../core/rollout/event.ts';
import type { State } from '../core/rollout/state.ts';
import { control, type ControlOutcome } from '../drivers/control.ts';
import type { World } from '../drivers/world.ts';
import type { LedgerView } from '../ports/ledger.ts';
import { recallPlan, recallRelease } from './recall.ts';
import { createReturningWorld, createWorld, type Surroundings } from './world.ts';

/** An order for the rollout of a ledger. */
export interface Commission {
  readonly order: Order;
  /** Who carries it out. */
  readonly run: Run;
  readonly state: State;
  readonly view: LedgerView;
  readonly surroundings: Surroundings;
  /** When the order was given, where that is known. */
  readonly givenAt?: Instant;
  /** What waited when it was asked who may approve it. */
  readonly judged?: Judged;
  /** Whatever else the world is to go through before it is used. */
  readonly guard?: (world: World) => World;
}

/** Carries an order out in the world that the ledger's own plan names, whatever plan is in the working tree. */
export async function giveOrder(commission: Commission): Promise<ControlOutcome> {
  const { order, run, state, view, givenAt, judged, guard = (world) => world } = commission;
  const surroundings = recallRelease(commission.surroundings, state);
  const document = recallPlan(view, state);
  const world = document
    ? createWorld(document.plan, surroundings)
    : createReturningWorld(state.started, undefined, surroundings);
  return control(guard(world), order, {
    run,
    meant: state.started,
    ...(givenAt !== undefined && { givenAt }),
    ...(judged !== undefined && { judged }),
    ...(document && { document }),
  });
}

/** Whether this was ordered in this rollout already, in the same place: a job may be run twice. */
export function wasOrdered(
  { events }: LedgerView,
  { url, command }: Pick<Order, 'url' | 'command'>,
): boolean {
  return events.some(
    (event) => event.type === 'ordered' && event.url === url && event.command.kind === command.kind,
  );
}
