import type { Duration } from '../core/quantity/instant.ts';
import { isUntold } from '../core/present/gist.ts';
import { decide } from '../core/rollout/decide.ts';
import type { Decision } from '../core/rollout/decision.ts';
import type { Event } from '../core/rollout/event.ts';
import { isHeldBy } from '../core/rollout/holder.ts';
import type { Session } from '../core/rollout/situation.ts';
import { act } from './act.ts';
import type { Assignment } from './assignment.ts';
import { breakOff, conclude, giveUp, withoutLedger } from './conclusion.ts';
import { isLeaving, promiseOf, waitFor } from './hold.ts';
import { currentGoal, isLeftToNext, releaseTo } from './interruption.ts';
import { beliefIn, isSettled, lookAfter, type Move, moveTo } from './late-move.ts';
import { type FlushResult, type Logbook, openLogbook } from './logbook.ts';
import { createMessenger, type Occasion } from './messenger.ts';
import { createNarrator, momentOf, momentOfHold, type Narrator } from './narrator.ts';
import type { Outcome } from './outcome.ts';
import {
  INTENT_WAITS,
  LAST_WORD_WAITS,
  type Patience,
  RETURN_WAITS,
  ROLLBACK_PATIENCE,
} from './patience.ts';
import { intentOf } from './step.ts';
import type { World } from './world.ts';

/** Measurements reach the ledger at least this often while a phase bakes. */
const CHECKPOINT: Duration = 10 * 60_000;
/** Races for the ledger's tip lost in a row after which somebody must look. */
const MOST_CONFLICTS = 5;

/** How often it is tried to write that people were told, behind what others write meanwhile. */
const MOST_TURNS = 3;

/**
 * Takes a rollout towards its goal: decide, act, note, again, until nothing is left to do.
 *
 * The same loop serves a job on GitHub, a tick, the command line and the simulator; they differ in the ports
 * they hand in and in whether they wait. Everything it does may be done twice.
 */
export async function drive(world: World, assignment: Assignment): Promise<Outcome> {
  const book = await openLogbook(world.ledger, world.clock, assignment.document?.text);
  return typeof book === 'string' ? withoutLedger(book) : driveWith(book, world, assignment);
}

async function driveWith(book: Logbook, world: World, assignment: Assignment): Promise<Outcome> {
  const { clock } = world;
  const { document, cancelled, run } = assignment;
  const narrator = createNarrator(world, book, document?.plan);
  const messenger = createMessenger(world, book, assignment, narrator);
  let session = FRESH;
  let conflicts = 0;
  /** The latest, until it is certain that it came before what others wrote. */
  let move: Move | undefined;

  /** What was seen before somebody else wrote may no longer be so. */
  function startAfresh(): void {
    const { hasHeld = false } = session;
    session = { ...FRESH, hasHeld };
    move = move && { ...move, isOvertaken: true };
  }

  async function write(patience: Patience): Promise<FlushResult> {
    const isNews = book.unwritten.length > 0;
    const written = await book.flush(patience);
    if (written.outcome === 'flushed' && isNews && move?.isOvertaken === false) move = undefined;
    if (written.outcome === 'failed') narrator.worry(written.detail);
    if (written.outcome === 'conflict') startAfresh();
    conflicts = written.outcome === 'conflict' ? conflicts + 1 : 0;
    return written;
  }

  /** Tells people what has come about, and writes down at once that they know: nobody is to hear it twice. */
  async function inform(occasion: Occasion): Promise<FlushResult> {
    for (let turns = 1; await messenger.tell(occasion); turns += 1) {
      const written = await write({ waits: [] });
      if (written.outcome !== 'conflict' || turns === MOST_TURNS) return written;
    }
    return { outcome: 'flushed' };
  }

  /** Whether somebody else has written, an order perhaps; it is read then. */
  async function hear(belief?: Duration): Promise<boolean> {
    const isOurs = book.state !== undefined && isHeldBy(book.state, run);
    const news = await book.refresh(!isOurs, belief);
    if (news === 'some') startAfresh();
    if (news === 'none' && move && isSettled(move, clock.now())) move = undefined;
    return news === 'some';
  }

  for (;;) {
    // What was moved too late is set to what the ledger says before anything else.
    if (move?.isOvertaken === true && book.state !== undefined) {
      const amends = await lookAfter(move, world, book.state, run);
      move = amends.move;
      book.note(...amends.events);
      session = { ...session, ...amends.session };
      if (amends.trouble !== undefined) narrator.worry(amends.trouble);
      if (amends.hasMoved && (await hear(0))) continue;
    }
    const now = clock.now();
    const goal = currentGoal(assignment);
    if (book.state && isHeldBy(book.state, run)) session = { ...session, hasHeld: true };
    const decision = decide({
      ...(document && { plan: document.plan, planDigest: document.digest }),
      state: book.state,
      goal,
      run,
      version: assignment.release.version,
      session,
      now,
    });
    if (isLeftToNext(decision, assignment)) {
      book.note(...releaseTo(book.state, now));
      await write({ waits: [] });
      return breakOff(book.state, narrator);
    }
    narrator.follow(decision);
    const isContested = conflicts > MOST_CONFLICTS;

    if (decision.do === 'hold') await narrator.tell(momentOfHold(decision), decision);
    if (decision.do === 'rest' || (decision.do === 'hold' && isLeaving(decision, assignment))) {
      if (decision.do === 'hold') book.note(...promiseOf(decision, book.state, now));
      const waits = hasGoneBack(book) ? RETURN_WAITS : LAST_WORD_WAITS;
      await messenger.tell('parting');
      const written = await write({ waits });
      if (written.outcome === 'conflict' && !isContested) continue;
      if (written.outcome === 'flushed' && isToTellAgain(decision, assignment, book, narrator)) {
        await narrator.tell('again', decision);
        await write({ waits: [] });
      }
      if (written.outcome === 'flushed') {
        await inform('end');
        await narrator.settle(decision, cancelled);
        await write({ waits: [] });
      }
      return conclude(decision, written, assignment, book.state, narrator);
    }
    if (decision.do === 'hold') {
      // People are told in time that would be waited anyway, unless another session has told them meanwhile.
      if (messenger.hasNews() && !isContested && (await hear())) continue;
      const hasTold = await messenger.tell('break', decision.until);
      const isDue = hasTold || now - book.writtenAt >= CHECKPOINT;
      const written = isDue && !isContested ? await write({ waits: [] }) : undefined;
      if (written?.outcome !== 'conflict') await waitFor(decision, clock, hear, cancelled);
      continue;
    }
    const belief = beliefIn(book.state, document?.plan);
    // An order that came after the intent must not be overrun.
    if (decision.do === 'set-weight' && !isContested && (await hear(belief))) continue;
    // What comes about by being said must not be said of what somebody else has taken over meanwhile.
    if (isDeclared(decision) && !isContested && (await hear(0))) continue;

    const before = book.state;
    const intent = intentOf(decision, goal, before, run, now);
    book.intend(...intent);
    if (isGoingBack(decision)) {
      // Going back never waits for a ledger that is away or fought over; everything else does.
      const written =
        isContested || intent.length === 0
          ? undefined
          : await write({ waits: [], deadline: now + ROLLBACK_PATIENCE });
      if (written?.outcome === 'conflict') continue;
    } else if (intent.length > 0 || decision.do === 'start') {
      // What came of another's rollout is written before one's own begins.
      const waits = hasGoneBack(book) ? RETURN_WAITS : INTENT_WAITS;
      const written = await write({ waits, stop: cancelled });
      if (written.outcome === 'conflict' && !isContested) continue;
      const isOvertaken = currentGoal(assignment) !== goal;
      if (written.outcome === 'failed' && isOvertaken) continue;
      if (written.outcome !== 'flushed') return giveUp(written, assignment, before, narrator);
      if (decision.do === 'run-hook' || decision.do === 'start') {
        const informed = await inform('break');
        if (informed.outcome === 'conflict' && !isContested) continue;
        if (informed.outcome !== 'flushed' && decision.do === 'start') {
          return giveUp(informed, assignment, before, narrator);
        }
      }
    }

    const deed = await act(decision, world, assignment, book);
    // That a promotion begins has not come about before its first effect: an order may still stop it.
    if (decision.do === 'start-promotion') book.intend(...deed.events);
    else book.note(...deed.events);
    if (decision.do === 'take-back' && messenger.isNeeded) {
      await write({ waits: [], deadline: clock.now() + ROLLBACK_PATIENCE });
      await messenger.tell('return');
    }
    session = { ...session, ...deed.session };
    if (book.state?.status === 'rolled-back') move = undefined;
    if (decision.do === 'set-weight' && book.state !== undefined) {
      move = moveTo(decision.weight, book.state, clock.now());
      // The target may have taken its time, and somebody else the traffic.
      if (await hear(belief)) continue;
    }
    for (const trouble of deed.events.flatMap(troubleIn)) narrator.worry(trouble);
    const moment = momentOf(decision, document, book.state);
    if (moment !== undefined) await narrator.tell(moment, decision);
  }
}

const FRESH: Session = { tookBack: false };

/**
 * A rollout that has come to rest is told once more where that may not have been heard: GitHub may have been away,
 * or the process that was to tell it lost, or in a hurry.
 */
function isToTellAgain(
  { do: step }: Decision,
  { run }: Assignment,
  { state }: Logbook,
  { isBehind }: Narrator,
): boolean {
  if (step !== 'rest' || state === undefined || !isHeldBy(state, run)) return false;
  if (!isBehind && !isUntold(state)) return false;
  return state.status !== 'running' && state.status !== 'promoting';
}

/** Whether it touches nothing, and is so because the ledger and the places of the story say so. */
function isDeclared({ do: step }: Decision): boolean {
  return step === 'pause' || step === 'stop' || step === 'promote';
}

function isGoingBack({ do: step }: Decision): boolean {
  return step === 'start-rollback' || step === 'take-back';
}

function hasGoneBack({ state }: Logbook): boolean {
  return state?.status === 'rolled-back' || state?.status === 'rollback-failed';
}

/** What is left behind by a cleanup that failed is nobody's business but the reader's. */
function troubleIn(event: Event): readonly string[] {
  return event.type === 'hook-finished' && event.hook === 'cleanup' && !event.ok
    ? [`the cleanup hook failed: ${event.detail}`]
    : [];
}
