import { continueRun } from '../../adapters/github/reruns.ts';
import type { Order } from '../../core/control/command.ts';
import { type Permit, parsePermit } from '../../core/control/permit.ts';
import type { Ruling } from '../../core/control/reply.ts';
import {
  isMeantForEarlier,
  nameTarget,
  type PullRequestCommits,
  selectRollout,
} from '../../core/control/selection.ts';
import type { Wish } from '../../core/control/wish.ts';
import type { Instant } from '../../core/quantity/instant.ts';
import { isOver } from '../../core/rollout/holder.ts';
import { findAwaited, isLeftToPeople } from '../../core/rollout/awaited.ts';
import { phaseToRun } from '../../core/rollout/left-behind.ts';
import type { State } from '../../core/rollout/state.ts';
import { objectToApprover, type Registry } from '../../drivers/approver.ts';
import { judgeRight } from '../../drivers/right.ts';
import type { ControlOutcome } from '../../drivers/control.ts';
import { giveOrder, wasOrdered } from '../../wiring/order.ts';
import { concealSecrets } from '../secrets.ts';
import { surroundStep } from '../surroundings.ts';
import { continueRollout, type Round } from '../tick/continue.ts';
import { lookForRollouts, type FoundRollout } from './search.ts';

/** Where and with what commands are carried out. */
export interface Bench extends Round {
  readonly inputs: Round['inputs'] & { readonly permit: string };
  readonly registry: Registry;
}

/** A wish with who uttered it, and where. */
export interface Petition extends Pick<Order, 'by' | 'via'> {
  readonly wish: Wish;
  readonly url: string;
  readonly pull?: PullRequestCommits;
  /** When it was written, where that is known: a job may be run again long after. */
  readonly givenAt?: Instant;
  /** Who ran the job again that carries it out, where that is not who uttered it. */
  readonly repeatedBy?: string;
}

/** What came of a petition, and for which rollout. */
export interface Verdict extends Ruling {
  readonly rollout?: string;
}

/** Decides on a petition: may they, which rollout is meant, and if so carries it out. */
export async function rule(bench: Bench, petition: Petition): Promise<Verdict> {
  const { wish, pull } = petition;
  const permit = parsePermit(bench.inputs.permit);
  if (typeof permit === 'string') return { outcome: 'failed', sentence: permit };
  const refusal = await refuse(bench, petition, permit);
  if (refusal !== undefined) return refusal;

  const looked = await lookForRollouts(bench.github, bench.inputs.ledger, wish.target);
  if (typeof looked === 'string') return { outcome: 'failed', sentence: looked };
  const { target } = wish;
  const search = { ...looked, ...(target !== undefined && { target }), ...(pull && { pull }) };
  const selection = selectRollout(search);
  if (selection.outcome !== 'found') return selection;
  const { candidate } = selection;
  if (petition.givenAt !== undefined && isMeantForEarlier(candidate, petition.givenAt)) {
    return { outcome: 'refused', sentence: OUTLIVED, state: candidate.state };
  }
  const rollout = nameTarget(candidate);
  const objection = await objectToApproval(bench, petition, candidate.state);
  if (objection !== undefined) {
    return { outcome: 'refused', sentence: objection, state: candidate.state, rollout };
  }
  return { ...(await carryOut(bench, petition, candidate)), rollout };
}

const OUTLIVED =
  'this was said before that rollout began, and cannot have meant it: give the command anew';

async function refuse(
  { registry: { people } }: Bench,
  { wish, by }: Petition,
  permit: Permit,
): Promise<Verdict | undefined> {
  const right = await judgeRight(people, by, wish.command.kind, permit);
  return right.outcome === 'may' ? undefined : { outcome: 'refused', sentence: right.sentence };
}

/** Who may approve is said by the plan of what waits, beside who may give commands at all. */
async function objectToApproval(
  { registry }: Bench,
  { wish, by }: Petition,
  state: State,
): Promise<string | undefined> {
  if (wish.command.kind !== 'approve') return undefined;
  const approval = findAwaited(state)?.approval;
  if (approval?.by !== 'comment') return undefined;
  return objectToApprover(registry, by, approval, state.started);
}

async function carryOut(bench: Bench, petition: Petition, found: FoundRollout): Promise<Ruling> {
  const { state, view } = found;
  const { wish, by, via, url, givenAt, repeatedBy } = petition;
  const isRepeated = wasOrdered(view, { url, command: wish.command });
  if (repeatedBy !== undefined && !isRepeated) {
    const sentence = `${repeatedBy} ran this again, and only ${by} can repeat what ${by} said: give the command anew`;
    return { outcome: 'refused', sentence, state };
  }
  if (isRepeated && !isUnfinished(petition, state)) {
    const sentence = `${by} has ordered ${wish.command.kind} by this already: give the command anew to repeat it`;
    return { outcome: 'done', sentence, state };
  }
  const { host, inputs, github } = bench;
  const surroundings = surroundStep(host, inputs, found, {
    version: state.started.version,
    teamToken: inputs['team-token'],
  });
  if (typeof surroundings === 'string') return { outcome: 'failed', sentence: surroundings, state };
  const { command, reason } = wish;
  const outcome = await giveOrder({
    order: { command, by, via, url, ...(reason !== undefined && { reason }) },
    run: { ...github.place.run, actor: by },
    state,
    view,
    surroundings,
    ...(givenAt !== undefined && { givenAt }),
    ...(wish.command.kind === 'approve' && { judged: findAwaited(state) ?? 'nothing' }),
    guard: (world) => concealSecrets(world, surroundings.secrets),
  });
  return mention(outcome, await conclude(bench, found, outcome));
}

/** Who could not be told is said where the order was given. */
function mention(outcome: ControlOutcome, ruling: Ruling): Ruling {
  const troubles = outcome.outcome === 'done' ? outcome.troubles : [];
  return troubles.length === 0
    ? ruling
    : { ...ruling, notes: [...(ruling.notes ?? []), ...troubles] };
}

/** A job that was lost between the order and the traffic leaves the one thing that cannot wait. */
function isUnfinished({ wish }: Petition, state: State): boolean {
  return wish.command.kind === 'abort' && !isOver(state);
}

async function conclude(
  bench: Bench,
  found: FoundRollout,
  outcome: ControlOutcome,
): Promise<Ruling> {
  if (outcome.outcome !== 'done') {
    const { reason, state } = outcome;
    return { outcome: outcome.outcome, sentence: reason.sentence, ...(state && { state }) };
  }
  const { sentence, state, next } = outcome;
  switch (next) {
    case 'nothing':
      return { outcome: 'done', sentence, state };
    case 'rerun':
      return letGoOn(bench, sentence, state);
    case 'noticed':
      return (await noticeHere(bench, found, outcome)) ?? { outcome: 'done', sentence, state };
  }
}

/** A phase that nobody watches between two ticks need not wait for the next. */
async function noticeHere(
  bench: Bench,
  found: FoundRollout,
  { sentence, state }: Extract<ControlOutcome, { outcome: 'done' }>,
): Promise<Ruling | undefined> {
  const ending = await bench.github.runs.endingOf(state.run);
  if (ending !== 'success') return undefined;
  const continued = await continueRollout(bench, { ...found, state }, ending);
  if (continued === undefined) return undefined;
  const { ok, left = state } = continued;
  const outcome = ok ? 'done' : 'failed';
  return { outcome, sentence, state: left, notes: [continued.sentence] };
}

/** What was ordered takes a job of the run that released: it is run again. */
async function letGoOn(bench: Bench, sentence: string, state: State): Promise<Ruling> {
  const { client, place } = bench.github;
  const { run } = state;
  const where = run.url ?? `run ${run.id}`;
  const rerun = await continueRun(client, place, { run: run.id, phase: phaseToRun(state) });
  if (rerun.outcome === 'answered') {
    return { outcome: 'done', sentence, state, notes: [`Running ${rerun.data} again: ${where}`] };
  }
  if (isLeftToPeople(state) && (await isStillEnding(bench, state))) {
    const notes = [`Its run has not ended yet: the tick goes on with it, or ${BY_HAND}: ${where}`];
    return { outcome: 'done', sentence, state, notes };
  }
  const notes = [
    `That takes the run which released, and it could not be run again: ${rerun.detail}`,
    `Re-run its failed jobs by hand: ${where}`,
  ];
  return { outcome: 'failed', sentence, state, notes };
}

const BY_HAND = 're-run the job of the phase that waited';

/** The phase has been left to people, and the jobs behind it are still finding out that there is nothing to do. */
async function isStillEnding({ github }: Bench, state: State): Promise<boolean> {
  return (await github.runs.endingOf(state.run)) === 'running';
}
