import type { Order } from '../core/control/command.ts';
import { considerOrder } from '../core/control/consider.ts';
import type { Circumstances, Considered } from '../core/control/considered.ts';
import type { Plan } from '../core/plan/plan.ts';
import type { Instant } from '../core/quantity/instant.ts';
import { isAbandoned, LEASE, type RunStatus } from '../core/rollout/lease.ts';
import type { Reason } from '../core/rollout/reason.ts';
import type { State } from '../core/rollout/state.ts';
import type { Assignment } from './assignment.ts';
import { drive } from './drive.ts';
import { type Logbook, openLogbook } from './logbook.ts';
import { createMessenger } from './messenger.ts';
import { createNarrator } from './narrator.ts';
import { INTENT_WAITS } from './patience.ts';
import type { World } from './world.ts';

/** What came of an order. */
export type ControlOutcome =
  /**
   * Written to the ledger, and done where control itself can do it. `next`: what must happen for it to take
   * effect: nothing, a re-run of the failed jobs of `state.run`, or a job that runs will notice.
   */
  | {
      readonly outcome: 'done';
      readonly sentence: string;
      readonly next: 'nothing' | 'rerun' | 'noticed';
      readonly state: State;
      /** Who could not be told of it, and why: said, and never more than said. */
      readonly troubles: readonly string[];
    }
  | { readonly outcome: 'refused'; readonly reason: Reason; readonly state: State | undefined }
  /** The ledger is away, or the traffic could not be taken back. */
  | { readonly outcome: 'failed'; readonly reason: Reason; readonly state: State | undefined };

/** Races for the ledger's tip that an order loses before it gives up. */
const MOST_CONFLICTS = 5;

/** What is known of how an order was meant. */
type Meaning = Pick<Circumstances, 'meant' | 'givenAt' | 'judged'>;

/** Carries out what a person asks of the rollout in the ledger, whether or not any run of it is alive. */
export async function control(
  world: World,
  order: Order,
  assignment: Pick<Assignment, 'run' | 'document'> & Meaning,
): Promise<ControlOutcome> {
  const { clock, ledger, runs } = world;
  const book = await openLogbook(ledger, clock, assignment.document?.text);
  if (typeof book === 'string') return fail(`the ledger could not be read: ${book}`, undefined);
  for (let conflicts = 0; conflicts <= MOST_CONFLICTS; conflicts += 1) {
    const { state } = book;
    const holder = state === undefined ? 'unknown' : await runs.statusOf(state.run);
    const now = clock.now();
    const circumstances = { ...meaningOf(assignment), holder, now, ...planOf(state, assignment) };
    const considered = considerOrder(order, state, circumstances);
    if (considered.outcome === 'refused' || state === undefined) return refuse(considered, state);
    if (considered.by === 'control') return goBack(world, order, state, assignment);
    book.intend({ type: 'ordered', at: now, ...order });
    const written = await book.flush({ waits: INTENT_WAITS });
    if (written.outcome === 'failed') {
      return fail(`the ledger could not be written: ${written.detail}`, state);
    }
    if (written.outcome === 'conflict') continue;
    const troubles = await inform(world, book, assignment);
    const next = whatNext(considered.by, book.state ?? state, holder, now);
    await tell(world, book, considered.sentence, planOf(state, assignment).plan, next);
    return {
      outcome: 'done',
      sentence: considered.sentence,
      next,
      state: book.state ?? state,
      troubles,
    };
  }
  const sentence = 'something else keeps writing to this ledger: try again';
  return { outcome: 'failed', reason: { code: 'ledger-conflict', sentence }, state: book.state };
}

function meaningOf({ meant, givenAt, judged }: Meaning): Meaning {
  return {
    ...(meant && { meant }),
    ...(givenAt !== undefined && { givenAt }),
    ...(judged !== undefined && { judged }),
  };
}

/** The plan, if it is still the one the rollout started with. */
function planOf(state: State | undefined, { document }: Pick<Assignment, 'document'>) {
  const isSame = document !== undefined && document.digest === state?.started.plan.digest;
  return isSame ? { plan: document.plan } : {};
}

function refuse(considered: Considered, state: State | undefined): ControlOutcome {
  if (considered.outcome === 'taken') throw new Error('an order was taken without a rollout');
  return { outcome: 'refused', reason: considered.reason, state };
}

function fail(sentence: string, state: State | undefined): ControlOutcome {
  return { outcome: 'failed', reason: { code: 'ledger-unavailable', sentence }, state };
}

/** Takes the traffic back here and now: the run that moved it may be dead. */
async function goBack(
  world: World,
  order: Order,
  { started }: State,
  { run, document }: Pick<Assignment, 'run' | 'document'>,
): Promise<ControlOutcome> {
  const { status, reason, state, troubles } = await drive(world, {
    goal: { kind: 'rollback', cause: 'asked', order },
    run,
    release: { version: started.version },
    mode: 'job',
    ...(document && { document }),
  });
  if (status === 'reached' && state !== undefined) {
    return { outcome: 'done', sentence: reason.sentence, next: 'nothing', state, troubles };
  }
  return { outcome: status === 'refused' ? 'refused' : 'failed', reason, state };
}

/** Whoever wants to know of such an order is told here and now: perhaps no job of the rollout is left to do so. */
async function inform(
  world: World,
  book: Logbook,
  assignment: Pick<Assignment, 'run'>,
): Promise<readonly string[]> {
  const troubles: string[] = [];
  const worry = (trouble: string) => void troubles.push(trouble);
  await createMessenger(world, book, assignment, { worry }).tell('end');
  return troubles;
}

/** Whoever watches the rollout is told where it stands now: perhaps no job of it is left to do so. */
async function tell(
  world: World,
  book: Logbook,
  sentence: string,
  plan: Plan | undefined,
  next: Extract<ControlOutcome, { outcome: 'done' }>['next'],
): Promise<void> {
  const reason: Reason = { code: 'asked-by-person', sentence };
  const decision = { do: 'rest', reached: true, reason } as const;
  const narrator = createNarrator(world, book, plan);
  await narrator.tell('step', decision);
  await book.flush({ waits: [] });
  if (next !== 'nothing') return;
  // Nobody comes after this: what may not be told yet is told when it may.
  await narrator.settle(decision);
  await book.flush({ waits: [] });
}

function whatNext(
  by: Extract<Considered, { outcome: 'taken' }>['by'],
  state: State,
  holder: RunStatus,
  now: Instant,
): 'nothing' | 'rerun' | 'noticed' {
  if (by === 'rerun') return 'rerun';
  if (isDriven(state, holder, now)) return 'noticed';
  return by === 'nobody' ? 'nothing' : 'rerun';
}

/** Whether somebody drives it, or will come to: a run that goes on, or whoever was promised to come. */
function isDriven(state: State, holder: RunStatus, now: Instant): boolean {
  if (holder !== 'unknown') return holder === 'running' || isPromised(state, now);
  return !isAbandoned({ ...state, status: 'running' }, holder, now);
}

function isPromised({ heldUntil }: State, now: Instant): boolean {
  return heldUntil !== undefined && now < heldUntil + LEASE;
}
