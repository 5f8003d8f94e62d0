import { isLeftToPeople } from '../../core/rollout/awaited.ts';
import { isOver } from '../../core/rollout/holder.ts';
import { LEASE } from '../../core/rollout/lease.ts';
import type { State } from '../../core/rollout/state.ts';
import { drive } from '../../drivers/drive.ts';
import { recallPlan, recallRelease } from '../../wiring/recall.ts';
import { createWorld } from '../../wiring/world.ts';
import type { Options } from '../options.ts';
import { openSurroundings } from '../surroundings.ts';
import { EXIT, type ExitCode, refuse, type Terminal } from '../terminal.ts';
import { finish } from './run.ts';
import { openPlan } from './validate.ts';

/** Makes one pass of a rollout that nobody runs any more, and leaves: long bakes need no process. */
export async function tickRollout(options: Options, terminal: Terminal): Promise<ExitCode> {
  const document = await openPlan(options.plan, terminal);
  if (document === undefined) return EXIT.bad;
  const opened = await openSurroundings(options, terminal, document.plan);
  if (typeof opened === 'number') return opened;
  const { state, view } = opened;
  if (state === undefined || isOver(state) || state.status === 'paused') {
    terminal.print('nothing to go on with');
    return EXIT.good;
  }
  if (!isLeftToPeople(state) && mayBeAtWork(state, terminal.clock.now())) {
    return refuse(`${state.run.actor} may still run it: wait, or end that first`, terminal);
  }
  const known = recallPlan(view, state);
  if (known === undefined) return refuse('the plan in the ledger cannot be read', terminal);
  const surroundings = recallRelease(opened.surroundings, state);
  const outcome = await drive(createWorld(known.plan, surroundings), {
    goal: { kind: 'promotion', phasesMustHavePassed: false },
    mode: 'tick',
    run: state.run,
    release: surroundings.release,
    document: known,
    cancelled: terminal.cancelled,
    standsIn: true,
  });
  return finish(outcome, options, terminal);
}

/** Here nobody can say whether a run still goes on: it does until it said that it leaves, or its lease ends. */
function mayBeAtWork({ heldUntil, updatedAt }: State, now: number): boolean {
  return heldUntil === undefined && now < updatedAt + LEASE;
}
