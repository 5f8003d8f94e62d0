import type { Plan } from '../../../src/core/plan/plan.ts';
import { hasten } from '../../haste/haste.ts';
import { readState } from '../audit/world.ts';
import { runStep, type StepResult } from '../product/step.ts';
import { PASS } from '../tap.ts';
import type { Memory, World } from '../world/world.ts';
import { type Case, SPEED } from './case.ts';
import { judgeAfterwards, judgeMeeting } from './judge.ts';
import { createTrouble } from './trouble.ts';

/** How one case went. */
export interface Meeting {
  readonly case: Case;
  readonly problems: readonly string[];
  /** How the process that met the trouble left the rollout, and why. */
  readonly status: string;
  readonly code: string;
  readonly reason: string;
  /** How it was when the trouble was over and the next attempt had run. */
  readonly end: string;
  readonly log: string;
}

const ORIGIN = Date.now();

/** Longer than any honest wait of the product: nobody is stuck this long. */
const WATCHDOG = 3_600_000 / SPEED;

/** Lets the product meet the trouble, and then, with the trouble over, the next attempts come. */
export async function meet(one: Case, world: World, fresh: Memory, plan: Plan): Promise<Meeting> {
  world.restore(fresh);
  world.health = one.health;
  const met = await runWhole(world, 1, one);
  const problems = [...judgeMeeting(one, met, world)];
  let log = met.log;
  for (let attempt = 2; attempt <= 3 && !isOver(one, world); attempt += 1) {
    const next = await runWhole(world, attempt, undefined);
    log += next.log;
  }
  return {
    case: one,
    problems: [...problems, ...judgeAfterwards(one, world, plan)],
    status: met.outputs['status'] ?? 'killed',
    code: met.outputs['reason-code'] ?? '',
    reason: met.outputs['reason'] ?? '',
    end: readState(world)?.status ?? 'nothing',
    log,
  };
}

function isOver({ health }: Case, world: World): boolean {
  return readState(world)?.status === (health === 'ill' ? 'rolled-back' : 'promoted');
}

/** Runs the whole rollout in one step. */
async function runWhole(world: World, attempt: number, one: Case | undefined): Promise<StepResult> {
  world.tellRun(attempt, 'in_progress');
  let jump = () => {};
  const trouble = one && createTrouble(one, () => jump());
  const result = await runStep(world, { action: 'sluice' }, attempt, trouble ?? (() => PASS), {
    environment: {
      ...hasten(SPEED, ORIGIN),
      CLOCK_JUMP: String(one?.jump ?? 0),
    },
    started: (victim) => {
      jump = () => victim.signal('SIGUSR2');
    },
    longest: WATCHDOG,
  });
  world.tellRun(attempt, 'completed');
  return result;
}
