import type { Case, Ruling } from './case.ts';
import { countLooks, exceededLimit } from './limits.ts';
import { ASK_FOR_DATA, type Look, takeLooks } from './look.ts';
import type { Verdict, VerdictReason } from './report.ts';
import type { Evidence } from './statistics/evidence.ts';
import type { Weighing } from './weigh.ts';
import { strainOf, tellNumbers, tellWeighed } from './weighed.ts';

/** Whether a harm that is shown has gone on for as long as the sentence asks. */
export type Lasting = 'long-enough' | 'not-yet' | 'over';

/**
 * What evidence amounts to, with three answers.
 *
 * It **fails** as soon as harm is shown and has lasted. A condition **passes** while that is not so. A criterion
 * passes when harm beyond what is accepted is excluded, or, when the bake is over and the plan promotes on "no
 * harm found", when none is shown. Otherwise, and without data, the answer is **inconclusive**: the phase holds.
 */
export function ruleOnEvidence(
  it: Case,
  weighing: Weighing,
  lasting: Lasting = 'long-enough',
): Ruling {
  const looks = takeLooks(it.metric, it.measurements, ASK_FOR_DATA);
  const newest = looks.at(-1);
  const { evidence } = weighing;
  const answer = answerBy(it, evidence, looks, lasting);
  const isBroken = answer.verdict === 'fail' && newest !== undefined;
  const detail = newest?.detail ?? UNJUDGEABLE[evidence.reason];
  return {
    ...answer,
    ...tellNumbers(it, evidence),
    looks: countLooks(looks),
    strain: answer.verdict === 'fail' ? 1 : strainOf(weighing),
    weighed: tellWeighed(it, weighing),
    ...(isBroken && { brokenAt: newest.to }),
    ...(detail !== undefined && { detail }),
  };
}

type Answer = Pick<Ruling, 'exceeded'> & {
  readonly verdict: Verdict;
  readonly reason: VerdictReason;
};

function answerBy(it: Case, evidence: Evidence, looks: readonly Look[], lasting: Lasting): Answer {
  const newest = looks.at(-1);
  const isShown = evidence.harm === 'shown';
  if (isShown && lasting === 'long-enough') return BROKEN;
  const exceeded = exceededLimit(looks, it.metric.looks);
  if (exceeded !== undefined) return { ...unknown(newest?.why ?? 'no-data'), exceeded };
  if (newest?.outcome !== 'successful') return unknown(newest?.why ?? 'too-early');
  if (isShown && lasting === 'not-yet') return unknown('too-early');
  return canJudge(evidence) ? answerUnshown(it, evidence) : unknown(unlessOver(it));
}

function answerUnshown({ role, hearing }: Case, { harmless }: Evidence): Answer {
  if (role === 'condition' || harmless === 'shown') return HOLDS;
  const { promoteOn } = hearing.plan.phases[hearing.phase] ?? {};
  if (!hearing.bakeEnded) return unknown('too-early');
  return promoteOn === 'no-harm-found' ? HOLDS : unknown('no-evidence');
}

const BROKEN: Answer = { verdict: 'fail', reason: 'broken' };
const HOLDS: Answer = { verdict: 'pass', reason: 'holds' };

function unknown(reason: VerdictReason): Answer {
  return { verdict: 'inconclusive', reason };
}

function unlessOver({ hearing }: Case): VerdictReason {
  return hearing.bakeEnded ? 'no-evidence' : 'too-early';
}

/** Whether not to find harm says anything: something was compared. */
function canJudge({ reason }: Evidence): boolean {
  switch (reason) {
    case 'harm-shown':
    case 'harmless-shown':
    case 'undecided':
    case 'too-few-events':
    case 'no-events':
      return true;
    default:
      return false;
  }
}

const UNJUDGEABLE: Readonly<Partial<Record<Evidence['reason'], string>>> = {
  'no-traffic': 'one of the versions had no traffic',
  'too-few-intervals': 'fewer than eight readings',
  'no-edge': 'no bucket edge that both versions have lies where it is needed',
  'negative-value': 'readings below zero have no ratio',
  'unreachable-margin': 'not even the worst there can be is beyond what is allowed',
};
