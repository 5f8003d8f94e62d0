import type { CriterionReport } from '../core/judge/report.ts';
import { decide } from '../core/rollout/decide.ts';
import type { Decision } from '../core/rollout/decision.ts';
import type { Goal } from '../core/rollout/goal.ts';
import type { Reason } from '../core/rollout/reason.ts';
import type { Session } from '../core/rollout/situation.ts';
import type { Instant } from '../core/quantity/instant.ts';
import type { Story } from '../ports/reporter.ts';
import { act, intentOf, type Step } from './act.ts';
import type { Assignment } from './assignment.ts';
import { type FlushResult, type Logbook, openLogbook } from './logbook.ts';
import { type Outcome, type OutcomeStatus, statusAtRest } from './outcome.ts';
import type { World } from './world.ts';

/** Measurements reach the ledger at least this often while a phase bakes, in milliseconds. */
const CHECKPOINT = 10 * 60_000;
/** Lost races for the ledger's tip after which somebody must look. */
const MOST_CONFLICTS = 5;
/** Waits between attempts to write the last word on a rollout, in milliseconds. */
const LAST_WORD_WAITS = [1_000, 5_000, 15_000, 30_000];

/**
 * Takes a rollout towards its goal: decide, act, note, again, until nothing is left to do.
 *
 * The same loop serves a job on GitHub, a tick, the command line and the simulator; they differ in the ports
 * they hand in and in whether they wait. Everything it does may be done twice.
 */
export async function drive(world: World, assignment: Assignment): Promise<Outcome> {
  const book = await openLogbook(world.ledger, assignment.document?.text);
  return typeof book === 'string' ? withoutLedger(book) : driveWith(book, world, assignment);
}

async function driveWith(book: Logbook, world: World, assignment: Assignment): Promise<Outcome> {
  const { clock } = world;
  const { run, document } = assignment;
  const troubles = new Set<string>();
  let session = FRESH;
  let conflicts = 0;
  let checkpoint = clock.now();
  let criteria: readonly CriterionReport[] = [];

  async function tell(moment: Story['moment'], decision: Decision): Promise<void> {
    if (book.state === undefined) return;
    const story = { moment, state: book.state, decision, criteria, now: clock.now() };
    const telling = await world.reporter.tell(story);
    for (const trouble of telling.troubles) troubles.add(trouble);
    if (telling.handles) book.note({ type: 'reported', at: clock.now(), handles: telling.handles });
  }

  async function write(): Promise<FlushResult> {
    const written = await book.flush();
    if (written.outcome === 'flushed') checkpoint = clock.now();
    if (written.outcome === 'conflict') session = FRESH;
    if (written.outcome === 'failed') troubles.add(written.detail);
    return written;
  }

  async function leave(status: OutcomeStatus, reason: Reason, until?: Instant): Promise<Outcome> {
    let written = await write();
    for (const wait of LAST_WORD_WAITS) {
      if (written.outcome !== 'failed') break;
      await clock.until(clock.now() + wait);
      written = await write();
    }
    const isLost = written.outcome !== 'flushed' && (status === 'reached' || status === 'holding');
    return {
      status: isLost ? 'ledger-failed' : status,
      reason: isLost ? UNRECORDED : reason,
      state: book.state,
      criteria,
      ...(until !== undefined && { until }),
      troubles: [...troubles],
    };
  }

  for (;;) {
    const decision = decide({
      ...(document && { plan: document.plan, planDigest: document.digest }),
      state: book.state,
      goal: currentGoal(assignment),
      run,
      session,
      now: clock.now(),
    });
    if ('criteria' in decision && decision.criteria.length > 0) criteria = decision.criteria;

    if (decision.do === 'rest') {
      const status = statusAtRest(decision, assignment.goal, book.state);
      return leave(status, reasonAtRest(status, decision.reason, book));
    }
    if (decision.do === 'hold') {
      await tell('look', decision);
      const isTooLong = decision.until > (assignment.deadline ?? Number.POSITIVE_INFINITY);
      if (assignment.mode === 'tick' || isTooLong) return leave('holding', BAKING, decision.until);
      if (clock.now() - checkpoint >= CHECKPOINT) await write();
      await clock.until(decision.until, assignment.cancelled);
      continue;
    }

    const intent = intentOf(decision, clock.now());
    if (intent.length > 0) {
      book.note(...intent);
      const written = await write();
      if (written.outcome === 'conflict') {
        conflicts += 1;
        if (conflicts > MOST_CONFLICTS) return leave('ledger-failed', CONTESTED);
        continue;
      }
      // Going back never waits for the ledger; everything else does.
      if (written.outcome === 'failed' && decision.do !== 'start-rollback') {
        return leave('ledger-failed', unavailable(written.detail));
      }
    }
    const deed = await act(decision, world, assignment, session, book.state?.cursors ?? {});
    book.note(...deed.events);
    session = { ...session, ...deed.session };
    if (isWorthTelling(decision, assignment, book)) await tell('step', decision);
  }
}

const FRESH: Session = { sawTarget: false, gatesSeen: [], tookBack: false };

/** A cancelled run goes back, whatever it was about to do. */
function currentGoal({ goal, cancelled }: Assignment): Goal {
  return cancelled?.aborted === true && goal.kind !== 'rollback'
    ? { kind: 'rollback', cause: 'run-cancelled' }
    : goal;
}

/**
 * Steps after which people look at a rollout. A passed phase is told only when people must now decide:
 * otherwise the next phase tells it a moment later, and requests are dear.
 */
function isWorthTelling(step: Step, { document }: Assignment, { state }: Logbook): boolean {
  switch (step.do) {
    case 'evaluate-gates':
      return step.phase < 0 && state?.gates?.open === true;
    case 'set-weight':
      return state?.status === 'running' && state.weight.confirmed;
    case 'pass-phase':
      return document?.plan.phases[step.phase + 1]?.approval !== undefined;
    case 'pause':
    case 'stop':
    case 'take-back':
    case 'promote':
      return true;
    default:
      return false;
  }
}

/** A rollout that rests for a reason of its own says that one. */
function reasonAtRest(status: OutcomeStatus, reason: Reason, { state }: Logbook): Reason {
  return status === state?.status ? (state.reason ?? reason) : reason;
}

const BAKING: Reason = { code: 'baking', sentence: 'the phase is baking; nothing is wrong' };

const CONTESTED: Reason = {
  code: 'ledger-conflict',
  sentence: 'something else keeps writing to this ledger: see who runs a rollout of this target',
};

const UNRECORDED: Reason = {
  code: 'ledger-unavailable',
  sentence:
    'what was done could not be written to the ledger: the next attempt finds out and goes on',
};

function unavailable(detail: string): Reason {
  return { code: 'ledger-unavailable', sentence: `the ledger could not be written: ${detail}` };
}

function withoutLedger(detail: string): Outcome {
  const sentence = `the ledger could not be read: ${detail}`;
  return {
    status: 'ledger-failed',
    reason: { code: 'ledger-unavailable', sentence },
    state: undefined,
    criteria: [],
    troubles: [],
  };
}
