import { judgePhase } from '../judge/judge.ts';
import type { CriterionReport } from '../judge/report.ts';
import type { Phase, Plan } from '../plan/plan.ts';
import type { Duration, Instant } from '../quantity/instant.ts';
import type { Decision, Due } from './decision.ts';
import type { Reason } from './reason.ts';
import { scheduleLooks } from './schedule.ts';
import type { Situation } from './situation.ts';
import type { State } from './state.ts';
import { answerReading } from './target-trouble.ts';

/** How long a reading of the target is believed, however seldom the metrics are looked at. */
const TARGET_INTERVAL: Duration = 60_000;
/** The same while it says that the canary is down: that is either over soon or must be acted on. */
const DOUBT_INTERVAL: Duration = 10_000;

/** A phase whose weight the target has carried since `bakingSince`. */
export interface Bake {
  readonly plan: Plan;
  readonly index: number;
  readonly phase: Phase;
  readonly bakingSince: Instant;
}

/**
 * Goes back on what is proven, whatever else is going on; else looks when it is time, asks a person about what
 * stays unknown, and passes at the end, or before it where the plan allows that and harm is excluded.
 */
export function decideBake({ now, session }: Situation, bake: Bake, state: State): Decision {
  const { plan, index, phase, bakingSince } = bake;
  const { measurements } = state;
  const { due, next } = scheduleLooks(plan, index, bakingSince, measurements, now);
  const bakeEnd = bakingSince + phase.bake;
  const bakeEnded = now >= bakeEnd;
  const criteria = judgePhase({ plan, phase: index, measurements, bakeEnded, bakingSince });
  const deciding = criteria.filter(({ dryRun, action }) => !dryRun && action !== 'warn');
  const failed = deciding.filter(({ verdict }) => verdict === 'fail');
  const breach = failed.find(({ action }) => action === 'rollback');
  if (breach !== undefined) return answerBreach(breach, criteria);
  const answer = answerReading(state);
  if (answer !== undefined) return answer;
  const [doubtful] = failed;
  if (doubtful !== undefined) return answerBreach(doubtful, criteria);

  const unknown = deciding.filter(({ verdict }) => verdict === 'inconclusive');
  const [open] = unknown;
  const exhausted = unknown.find(({ exceeded }) => exceeded !== undefined);
  if (exhausted !== undefined) return answerUnknown(exhausted, criteria);
  const lastEnd = bakeEnd + phase.extend;
  if (open !== undefined && hasSeenAll(due, lastEnd, now)) return answerUnknown(open, criteria);

  const nextTarget = whenToReadTarget(state, session.targetSeenAt);
  if (due.length > 0 || now >= nextTarget) return { do: 'measure', due };
  const hold = (end: Instant): Decision => ({
    do: 'hold',
    until: Math.min(next, nextTarget, end),
    criteria,
  });

  if (!bakeEnded) {
    return now >= earliestEnd(bake) && isHarmless(deciding)
      ? { do: 'pass-phase', phase: index, criteria }
      : hold(bakeEnd);
  }
  return open === undefined ? { do: 'pass-phase', phase: index, criteria } : hold(lastEnd);
}

/**
 * Whether every look that began before the phase's very last moment was taken. A provider that answers more slowly
 * than it is asked leaves another look due for ever, and what is still open then is for people.
 */
function hasSeenAll(due: readonly Due[], lastEnd: Instant, now: Instant): boolean {
  const isPast = ({ interval: { from, to } }: Due) => to > from && from >= lastEnd;
  return now >= lastEnd && due.every(isPast);
}

/** When the phase may pass if all goes well: before the bake ends only where the plan says so. */
function earliestEnd({ phase, bakingSince }: Bake): Instant {
  return bakingSince + (phase.earlyAfter ?? phase.bake);
}

/** Whether everything holds, and some criterion has weighed evidence and excluded harm: limits alone exclude none. */
function isHarmless(deciding: readonly CriterionReport[]): boolean {
  return (
    deciding.every(({ verdict }) => verdict === 'pass') &&
    deciding.some(
      ({ role, weighed }) => role === 'criterion' && weighed?.finding === 'harmless-shown',
    )
  );
}

function whenToReadTarget({ weight }: State, seenAt: Instant | undefined): Instant {
  if (seenAt === undefined) return Number.NEGATIVE_INFINITY;
  return seenAt + (weight.down > 0 ? DOUBT_INTERVAL : TARGET_INTERVAL);
}

function answerBreach(breach: CriterionReport, criteria: readonly CriterionReport[]): Decision {
  const reason: Reason = {
    code: breach.role === 'criterion' ? 'criterion-failed' : 'condition-met',
    sentence: breach.sentence,
    criterion: breach.criterion,
  };
  return { do: breach.action === 'pause' ? 'pause' : 'start-rollback', reason, criteria };
}

function answerUnknown(unknown: CriterionReport, criteria: readonly CriterionReport[]): Decision {
  const reason: Reason = {
    code: unknown.reason === 'provider-errors' ? 'metrics-unavailable' : 'inconclusive',
    sentence: unknown.sentence,
    criterion: unknown.criterion,
  };
  return { do: 'pause', reason, criteria };
}
