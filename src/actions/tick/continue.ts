import { continueRun } from '../../adapters/github/reruns.ts';
import { nameTarget } from '../../core/control/selection.ts';
import { findAwaited } from '../../core/rollout/awaited.ts';
import type { Goal } from '../../core/rollout/goal.ts';
import {
  type LeftOver,
  phaseToRun,
  type RunEnding,
  whatIsLeft,
} from '../../core/rollout/left-behind.ts';
import type { State } from '../../core/rollout/state.ts';
import { drive } from '../../drivers/drive.ts';
import { describeRequest } from '../../drivers/permission.ts';
import { isGood, type Outcome } from '../../drivers/outcome.ts';
import { recallPlan, recallRelease } from '../../wiring/recall.ts';
import { createReturningWorld, createWorld } from '../../wiring/world.ts';
import type { FoundRollout } from '../control/search.ts';
import type { Host } from '../host.ts';
import { concealSecrets } from '../secrets.ts';
import { type OnGitHub, type RolloutInputs, surroundStep } from '../surroundings.ts';

/** What was done for one rollout. */
export interface Continued {
  readonly rollout: string;
  readonly did: LeftOver;
  readonly sentence: string;
  /** Whether all is as it should be. */
  readonly ok: boolean;
  /** How it was left, where that was looked at. */
  readonly left?: State;
}

/** What a tick works with. */
export interface Round {
  readonly host: Host;
  readonly github: OnGitHub;
  readonly inputs: RolloutInputs & { readonly 'team-token': string };
}

/** Goes on with one rollout after the other, and says of each what was done; once cancelled it begins with no other. */
export async function continueAll(
  round: Round,
  rollouts: readonly FoundRollout[],
): Promise<readonly Continued[]> {
  const { github, host } = round;
  const done: Continued[] = [];
  for (const found of rollouts) {
    const ending = await github.runs.endingOf(found.state.run);
    if (host.cancelled.aborted) {
      host.print(`cut short before ${nameTarget(found)}: the next tick goes on`);
      break;
    }
    const continued = await continueRollout(round, found, ending);
    if (continued === undefined) continue;
    host.print(`${continued.rollout}: ${continued.sentence}`);
    done.push(continued);
  }
  return done;
}

/** Does for one rollout what its run has left; undefined where there is nothing to do. */
export async function continueRollout(
  round: Round,
  found: FoundRollout,
  ending: RunEnding,
): Promise<Continued | undefined> {
  const did = whatIsLeft(found.state, ending);
  if (did === undefined) return undefined;
  const rollout = nameTarget(found);
  if (did === 'go-on') return { rollout, did, ...(await letRunGoOn(round, found.state)) };
  if (did === 'ask') return { rollout, did, ...(await askPeople(round, found)) };
  const outcome = await pass(round, found, goalOf(did, found.state, ending));
  if (typeof outcome === 'string') return { rollout, did, sentence: outcome, ok: false };
  const { reason, status, state = found.state } = outcome;
  const sentence = `${status}: ${reason.sentence}`;
  const left = { rollout, did, left: state };
  if (did !== 'look' || status !== 'reached') {
    return { ...left, sentence, ok: isGood(outcome) && did === 'look' };
  }
  const next = await letRunGoOn(round, state);
  return { ...left, sentence: `${sentence}. ${next.sentence}`, ok: next.ok };
}

/** People answer without the run: once they have let the phase begin, its job is run again. */
async function askPeople(
  round: Round,
  found: FoundRollout,
): Promise<Pick<Continued, 'sentence' | 'ok'>> {
  const { state } = found;
  const around = surroundStep(round.host, round.inputs, found, {
    teamToken: round.inputs['team-token'],
  });
  if (typeof around === 'string') return { sentence: around, ok: false };
  const awaited = findAwaited(state);
  if (awaited === undefined) throw new Error('nobody is waited for');
  const answer = await around.approvals.ask(describeRequest(state.started, awaited));
  if (answer.outcome === 'granted') return letRunGoOn(round, state);
  return { sentence: answer.detail, ok: answer.outcome === 'waiting' };
}

function goalOf(did: 'look' | 'take-back', { current }: State, ending: RunEnding): Goal {
  if (did === 'look') return { kind: 'phase', phase: current };
  return { kind: 'rollback', cause: ending === 'cancelled' ? 'run-cancelled' : 'run-failed' };
}

/** One pass in the place of the run that has ended; a string says why it cannot be made. */
async function pass(
  { host, inputs }: Round,
  found: FoundRollout,
  goal: Goal,
): Promise<Outcome | string> {
  const { state, view } = found;
  const around = surroundStep(host, inputs, found, {
    version: state.started.version,
    teamToken: inputs['team-token'],
  });
  if (typeof around === 'string') return around;
  const surroundings = recallRelease(around, state);
  const document = recallPlan(view, state);
  if (document === undefined && goal.kind !== 'rollback') {
    return 'the plan in its ledger is not there, or not understood by this version: re-run its job by hand';
  }
  const world = document
    ? createWorld(document.plan, surroundings)
    : createReturningWorld(state.started, undefined, surroundings);
  return drive(concealSecrets(world, surroundings.secrets), {
    goal,
    mode: 'tick',
    run: state.run,
    release: surroundings.release,
    ...(document && { document }),
    cancelled: host.cancelled,
    standsIn: true,
  });
}

async function letRunGoOn(
  { github: { client, place } }: Round,
  state: State,
): Promise<Pick<Continued, 'sentence' | 'ok'>> {
  const { run } = state;
  const rerun = await continueRun(client, place, { run: run.id, phase: phaseToRun(state) });
  const where = run.url ?? `run ${run.id}`;
  return rerun.outcome === 'answered'
    ? { sentence: `Running ${rerun.data} again: ${where}`, ok: true }
    : { sentence: `${rerun.detail}: re-run its job by hand: ${where}`, ok: false };
}
