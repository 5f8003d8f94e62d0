import { judgePhase } from '../judge/judge.ts';
import type { CriterionReport } from '../judge/report.ts';
import type { Phase, Plan } from '../plan/plan.ts';
import type { Decision } from './decision.ts';
import { shutReason } from './gate-reason.ts';
import type { Reason } from './reason.ts';
import { scheduleLooks } from './schedule.ts';
import type { Situation } from './situation.ts';
import type { PhaseState, State } from './state.ts';

/** Readings of the target that may fail in a row before a person is asked. */
const UNREAD_LIMIT = 4;
/** How far, in points, a target may be from the ledger before that counts as drift. */
const DRIFT_TOLERANCE = 0.5;

/** The next step inside one phase: open it, set the weight, look, and decide when the bake is over. */
export function decidePhase(
  situation: Situation,
  plan: Plan,
  state: State,
  index: number,
): Decision {
  const phase = plan.phases[index];
  const record = state.phases[index];
  if (phase === undefined || record === undefined) throw new Error(`no phase ${index} in the plan`);
  if (record.status === 'pending') return openPhase(situation, plan, state, index, phase, record);
  if (state.weight.failure !== undefined) return answerFailure(state.weight.failure);
  if (record.bakingSince === undefined) return { do: 'set-weight', weight: phase.weight };
  const trouble = findTargetTrouble(state);
  if (trouble !== undefined) return trouble;
  return bake(situation, plan, state, index, phase, record.bakingSince);
}

function openPhase(
  { session }: Situation,
  plan: Plan,
  state: State,
  index: number,
  phase: Phase,
  record: PhaseState,
): Decision {
  const isFirstMove = index === 0 && state.weight.intended === 0;
  if (isFirstMove && session.inspection === undefined) return { do: 'inspect-target' };
  if (isFirstMove && typeof session.inspection === 'object') {
    return { do: 'stop', reason: session.inspection };
  }
  const deploy = state.hooks.deploy;
  if (plan.hooks.deploy !== undefined && deploy?.ok !== true) {
    return deploy?.ok === false
      ? stop('hook-failed', `the deploy hook failed: ${deploy.detail}`)
      : { do: 'run-hook', hook: 'deploy' };
  }
  if (phase.gates.length > 0 && record.gates?.open !== true) {
    if (record.gates === undefined || !session.gatesSeen.includes(index)) {
      return { do: 'evaluate-gates', phase: index };
    }
    const reason = shutReason(record.gates.findings);
    return index === 0 ? { do: 'stop', reason } : { do: 'pause', reason, criteria: [] };
  }
  if (phase.approval !== undefined && record.approval === undefined) {
    if (session.unapproved) return { do: 'rest', reached: false, reason: session.unapproved };
    return { do: 'ask-approval', phase: index, environment: phase.approval };
  }
  return { do: 'start-phase', phase: index, weight: phase.weight };
}

/** A target that would not move may have moved half: the only known state is everything on stable. */
function answerFailure(detail: string): Decision {
  const sentence = `the target did not take the weight: ${detail}`;
  return { do: 'start-rollback', reason: { code: 'target-unavailable', sentence }, criteria: [] };
}

function findTargetTrouble({ weight }: State): Decision | undefined {
  if (weight.unread > UNREAD_LIMIT) {
    return pause(
      'target-unavailable',
      `the target could not be read ${weight.unread} times in a row: ${weight.unreadDetail ?? 'no answer'}`,
      [],
    );
  }
  if (weight.seen === undefined || Math.abs(weight.seen - weight.intended) <= DRIFT_TOLERANCE) {
    return undefined;
  }
  // More traffic than intended is taken back at once; less may be somebody's hand in an emergency.
  return weight.seen > weight.intended
    ? { do: 'set-weight', weight: weight.intended }
    : pause(
        'weight-drifted',
        `the target carries ${weight.seen}% where ${weight.intended}% was set: somebody or something else moved it`,
        [],
      );
}

function bake(
  { now, session }: Situation,
  plan: Plan,
  state: State,
  index: number,
  phase: Phase,
  bakingSince: number,
): Decision {
  const { due, next } = scheduleLooks(plan, index, bakingSince, state.measurements, now);
  const bakeEnd = bakingSince + phase.bake;
  const bakeEnded = now >= bakeEnd;
  const criteria = judgePhase({
    plan,
    phase: index,
    measurements: state.measurements,
    bakeEnded,
    bakingSince,
  });
  const deciding = criteria.filter(({ dryRun, action }) => !dryRun && action !== 'warn');
  const failed = deciding.filter(({ verdict }) => verdict === 'fail');
  const worst = failed.find(({ action }) => action === 'rollback') ?? failed[0];
  if (worst !== undefined) return answerBreach(worst, criteria);
  if (due.length > 0 || !session.sawTarget) return { do: 'measure', due };

  const unknown = deciding.filter(({ verdict }) => verdict === 'inconclusive');
  const exhausted = unknown.find(({ exceeded }) => exceeded !== undefined);
  if (exhausted !== undefined) return answerUnknown(exhausted, criteria);
  if (!bakeEnded) return { do: 'hold', until: Math.min(next, bakeEnd), criteria };
  const [open] = unknown;
  if (open === undefined) return { do: 'pass-phase', phase: index, criteria };
  return now < bakeEnd + phase.extend
    ? { do: 'hold', until: Math.min(next, bakeEnd + phase.extend), criteria }
    : answerUnknown(open, criteria);
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

function pause(
  code: Reason['code'],
  sentence: string,
  criteria: readonly CriterionReport[],
): Decision {
  return { do: 'pause', reason: { code, sentence }, criteria };
}

function stop(code: Reason['code'], sentence: string): Decision {
  return { do: 'stop', reason: { code, sentence } };
}
