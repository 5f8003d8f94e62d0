import type { Duration } from '../core/quantity/instant.ts';
import { decide } from '../core/rollout/decide.ts';
import type { Decision } from '../core/rollout/decision.ts';
import type { Event } from '../core/rollout/event.ts';
import type { Goal } from '../core/rollout/goal.ts';
import type { Session } from '../core/rollout/situation.ts';
import { act } from './act.ts';
import type { Assignment } from './assignment.ts';
import { conclude, giveUp, withoutLedger } from './conclusion.ts';
import { type FlushResult, type Logbook, type Patience, openLogbook } from './logbook.ts';
import { createNarrator, momentOf } from './narrator.ts';
import type { Outcome } from './outcome.ts';
import { intentOf } from './step.ts';
import type { World } from './world.ts';

/** Measurements reach the ledger at least this often while a phase bakes. */
const CHECKPOINT: Duration = 10 * 60_000;
/** Lost races for the ledger's tip after which somebody must look. */
const MOST_CONFLICTS = 5;
/** What an intent is worth waiting for: nothing has been touched yet. */
const INTENT_WAITS: readonly Duration[] = [1_000, 5_000, 15_000];
/** How long a breach lets users suffer for the sake of the ledger. */
const ROLLBACK_PATIENCE: Duration = 3_000;
/** Waits between attempts to write the last word on a rollout. */
const LAST_WORD_WAITS: readonly Duration[] = [1_000, 5_000, 15_000, 30_000];
/** The same for one that went back: nobody else knows where the traffic is. */
const RETURN_WAITS: readonly Duration[] = [...LAST_WORD_WAITS, ...Array(10).fill(60_000)];

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
  const { document, cancelled } = assignment;
  const narrator = createNarrator(world, book);
  let session = FRESH;
  let conflicts = 0;

  async function write(patience: Patience): Promise<FlushResult> {
    const written = await book.flush(patience);
    if (written.outcome === 'failed') narrator.worry(written.detail);
    if (written.outcome === 'conflict') {
      conflicts += 1;
      session = FRESH;
    }
    return written;
  }

  for (;;) {
    const now = clock.now();
    const goal = currentGoal(assignment);
    const decision = decide({
      ...(document && { plan: document.plan, planDigest: document.digest }),
      state: book.state,
      goal,
      run: assignment.run,
      session,
      now,
    });
    narrator.follow(decision);
    const isContested = conflicts > MOST_CONFLICTS;

    if (decision.do === 'hold') await narrator.tell('look', decision);
    if (decision.do === 'rest' || (decision.do === 'hold' && isLeaving(decision, assignment))) {
      const waits = hasGoneBack(book) ? RETURN_WAITS : LAST_WORD_WAITS;
      const written = await write({ waits });
      if (written.outcome === 'conflict' && !isContested) continue;
      return conclude(decision, written, assignment, book.state, narrator);
    }
    if (decision.do === 'hold') {
      const isDue = now - book.writtenAt >= CHECKPOINT && !isContested;
      const written = isDue ? await write({ waits: [] }) : undefined;
      if (written?.outcome !== 'conflict') await clock.until(decision.until, cancelled);
      continue;
    }

    const before = book.state;
    const intent = intentOf(decision, assignment.run, now);
    book.note(...intent);
    if (decision.do === 'start-rollback') {
      // Going back never waits for a ledger that is away or fought over; everything else does.
      const written = isContested
        ? undefined
        : await write({ waits: [], deadline: now + ROLLBACK_PATIENCE });
      if (written?.outcome === 'conflict') continue;
    } else if (intent.length > 0) {
      const waits = hasGoneBack(book) ? RETURN_WAITS : INTENT_WAITS;
      const written = await write({ waits, stop: cancelled });
      if (written.outcome === 'conflict' && !isContested) continue;
      const isOvertaken = currentGoal(assignment) !== goal;
      if (written.outcome === 'failed' && isOvertaken) continue;
      if (written.outcome !== 'flushed') return giveUp(written, assignment, before, narrator);
    }

    const deed = await act(decision, world, assignment, book.state);
    book.note(...deed.events);
    session = { ...session, ...deed.session };
    for (const trouble of deed.events.flatMap(troubleIn)) narrator.worry(trouble);
    const moment = momentOf(decision, document, book.state);
    if (moment !== undefined) await narrator.tell(moment, decision);
  }
}

const FRESH: Session = { tookBack: false };

const CANCELLED: Goal = { kind: 'rollback', cause: 'run-cancelled' };

/** A cancelled run goes back, whatever it was about to do. */
function currentGoal({ goal, cancelled }: Assignment): Goal {
  return cancelled?.aborted === true && goal.kind !== 'rollback' ? CANCELLED : goal;
}

function isLeaving(
  { until }: Extract<Decision, { do: 'hold' }>,
  { mode, deadline = Number.POSITIVE_INFINITY }: Assignment,
): boolean {
  return mode === 'tick' || until > deadline;
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
