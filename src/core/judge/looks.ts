import type { Duration } from '../quantity/instant.ts';
import type { Case, Ruling } from './case.ts';
import { forEqualTraffic } from './exposure.ts';
import { countLooks, exceededLimit } from './limits.ts';
import { askTest, type Look, type LookTest, takeLooks } from './look.ts';
import type { Verdict, VerdictReason } from './report.ts';
import { streakOf } from './streak.ts';

/**
 * The method for fixed limits and multiples of the baseline: every measurement is a look, and Argo's limits
 * say how many of them may go wrong. With `for` it is the unbroken run up to now that counts instead.
 */
export function judgeByLooks(it: Case<LookTest>): Ruling {
  const harmful = it.role === 'condition';
  const looks = takeLooks(it.metric, forEqualTraffic(it), askTest(it.test, harmful));
  const newest = looks.at(-1);
  const numbers = looks.findLast((look) => look.canary !== undefined);
  const answer =
    it.sentence.for === undefined ? judgeEach(it, looks) : judgeRun(it, looks, it.sentence.for);
  const canary = numbers?.canary;
  const baseline = numbers?.baseline;
  return {
    ...answer,
    looks: countLooks(looks),
    samples: canary?.samples ?? 0,
    ...(canary && { canary: canary.value }),
    ...(baseline && { baseline: baseline.value }),
    ...(canary && baseline && baseline.value > 0 && { ratio: canary.value / baseline.value }),
    ...(newest?.detail !== undefined && { detail: newest.detail }),
  };
}

type Answer = Pick<Ruling, 'exceeded' | 'brokenAt' | 'strain'> & {
  readonly verdict: Verdict;
  readonly reason: VerdictReason;
};

function judgeEach(it: Case, looks: readonly Look[]): Answer {
  const exceeded = exceededLimit(looks, it.metric.looks);
  if (exceeded === 'failureLimit') return { ...broken(looks, firstBeyond(it, looks)), exceeded };
  const strain = strainOf(countLooks(looks).failed, it.metric.looks.failureLimit + 1);
  if (exceeded !== undefined) {
    const reason = exceeded === 'consecutiveErrorLimit' ? 'provider-errors' : unknownReason(looks);
    return { verdict: 'inconclusive', reason, strain, exceeded };
  }
  return isAnswered(looks.at(-1))
    ? { verdict: 'pass', reason: 'holds', strain }
    : { verdict: 'inconclusive', reason: unknownReason(looks), strain };
}

function judgeRun(it: Case, looks: readonly Look[], required: Duration): Answer {
  const harmful = it.role === 'condition';
  // Looks are not taken to the millisecond: half an interval is forgiven.
  const enough = required - it.metric.looks.interval / 2;
  const newest = looks.findLast(isAnswered);
  const exceeded = exceededLimit(
    looks.filter((look) => !isAnswered(look)),
    it.metric.looks,
  );
  const failing = streakOf(looks, 'failed');
  if (harmful && failing >= enough) return broken(looks, newest);
  const strain = strainOf(failing, enough);
  if (exceeded !== undefined) {
    return { verdict: 'inconclusive', reason: unknownReason(looks), strain, exceeded };
  }
  if (!isAnswered(looks.at(-1))) {
    return { verdict: 'inconclusive', reason: unknownReason(looks), strain };
  }
  if (harmful) return { verdict: 'pass', reason: failing > 0 ? 'too-early' : 'holds', strain };
  if (streakOf(looks, 'successful') >= enough) return { verdict: 'pass', reason: 'holds', strain };
  return it.hearing.bakeEnded && newest?.outcome === 'failed'
    ? broken(looks, newest)
    : { verdict: 'inconclusive', reason: 'too-early', strain };
}

/** How much of what would break it is there, from 0 to below 1. */
function strainOf(failed: number, limit: number): number {
  return limit > 0 ? Math.min(0.99, failed / limit) : 0;
}

/** The failed look that went beyond the limit. */
function firstBeyond(it: Case, looks: readonly Look[]): Look | undefined {
  return looks.filter((look) => look.outcome === 'failed')[it.metric.looks.failureLimit];
}

function broken(looks: readonly Look[], at: Look | undefined): Answer {
  const look = at ?? looks.findLast(({ outcome }) => outcome === 'failed');
  return { verdict: 'fail', reason: 'broken', strain: 1, ...(look && { brokenAt: look.to }) };
}

function isAnswered(look: Look | undefined): boolean {
  return look?.outcome === 'successful' || look?.outcome === 'failed';
}

function unknownReason(looks: readonly Look[]): VerdictReason {
  return looks.at(-1)?.why ?? 'too-early';
}
