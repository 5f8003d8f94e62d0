import type { ArmReading, Measurement, Sample } from '../measurement.ts';
import type { Phase } from '../plan/plan.ts';
import type { Case, Ruling, TestOf } from './case.ts';
import { countLooks, exceededLimit } from './limits.ts';
import { ASK_FOR_DATA, type Look, takeLooks } from './look.ts';
import type { VerdictReason } from './report.ts';
import { judgeCount } from './statistics/count.ts';
import type { ByPod, Evidence, Paired, PairedTallies, Question } from './statistics/evidence.ts';
import { judgeGauge } from './statistics/gauge.ts';
import { judgeHistogram } from './statistics/histogram.ts';
import { judgeProportion } from './statistics/proportion.ts';

/** Chance of taking back a healthy release for one sentence over a whole phase. */
const FALSE_ALARM_RATE = 0.01;

/**
 * The method for `no significant increase|drop|change`: all measurements of the phase are weighed together by
 * an always-valid test, so that looking every minute costs no extra false alarms.
 *
 * It fails as soon as harm is shown. It passes when harm is not shown and the newest measurement has data:
 * before the bake has ended that is provisional, and the phase waits for its end anyway.
 */
export function judgeByEvidence(it: Case<TestOf<'no-significant'>>): Ruling {
  const looks = takeLooks(it.metric, it.measurements, ASK_FOR_DATA);
  const exceeded = exceededLimit(looks, it.metric.looks);
  const newest = looks.at(-1);
  const evidence = weigh(it);
  const ruling = {
    looks: countLooks(looks),
    samples: newest?.canary?.samples ?? 0,
    ...numbers(looks, evidence),
    ...(newest?.detail !== undefined && { detail: newest.detail }),
  };
  if (evidence?.harm === 'shown') {
    return {
      ...ruling,
      verdict: 'fail',
      reason: 'broken',
      ...(newest && { brokenAt: newest.to }),
    };
  }
  const unknown = (reason: VerdictReason): Ruling => ({
    ...ruling,
    verdict: 'inconclusive',
    reason,
    ...(exceeded && { exceeded }),
  });
  if (exceeded !== undefined || newest === undefined) return unknown(newest?.why ?? 'too-early');
  if (newest.outcome !== 'successful') return unknown(newest.why ?? 'no-data');
  return canJudge(evidence)
    ? { ...ruling, verdict: 'pass', reason: 'holds' }
    : unknown('no-evidence');
}

function canJudge(evidence: Evidence | undefined): boolean {
  switch (evidence?.reason) {
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

function numbers(
  looks: readonly Look[],
  evidence: Evidence | undefined,
): Pick<Ruling, 'canary' | 'baseline' | 'ratio' | 'ratioRange'> {
  const look = looks.findLast(({ canary, baseline }) => canary && baseline);
  const ratio = evidence?.ratio;
  return {
    ...(look?.canary && { canary: look.canary.value }),
    ...(look?.baseline && { baseline: look.baseline.value }),
    ...(ratio && Number.isFinite(ratio.estimate) && { ratio: ratio.estimate }),
    ...(ratio && { ratioRange: { low: ratio.low, high: ratio.high } }),
  };
}

function weigh(it: Case<TestOf<'no-significant'>>): Evidence | undefined {
  const { hearing, metric, test } = it;
  const phase = hearing.plan.phases[hearing.phase];
  if (phase === undefined) return undefined;
  const question: Question = {
    direction: test.direction,
    alpha: FALSE_ALARM_RATE,
    ...(test.within !== undefined && { margin: 1 + test.within }),
    phase: span(hearing.bakingSince, phase),
  };
  switch (metric.shape.kind) {
    case 'proportion':
      return judgeProportion(pair(it, proportion), question);
    case 'latency':
      return judgeHistogram(pair(it, histogram), question);
    case 'gauge':
      return judgeGauge(pair(it, gauge), question);
    case 'count': {
      const weight = phase.weight;
      const series = it.measurements.flatMap((measurement) => tallies(measurement, weight));
      return judgeCount(series, question);
    }
  }
}

function span(from: number, phase: Phase): Question['phase'] {
  return { from, to: from + phase.bake + phase.extend };
}

/** Pairs the intervals in which both arms brought a sample of the wanted kind. */
function pair<Side extends object>(
  it: Case,
  read: (sample: Sample) => Side | undefined,
): readonly Paired<ByPod<Side>>[] {
  return it.measurements.flatMap(({ from, to, canary, baseline }) => {
    const sides = [side(canary, read), side(baseline, read)] as const;
    return sides[0] && sides[1] ? [{ from, to, canary: sides[0], baseline: sides[1] }] : [];
  });
}

function side<Side extends object>(
  reading: ArmReading,
  read: (sample: Sample) => Side | undefined,
): ByPod<Side> | undefined {
  const whole = reading.outcome === 'sample' ? read(reading.sample) : undefined;
  if (reading.outcome !== 'sample' || whole === undefined) return undefined;
  if (reading.pods === undefined) return whole;
  const pods: Record<string, Side> = {};
  for (const [name, sample] of Object.entries(reading.pods)) {
    const part = read(sample);
    if (part !== undefined) pods[name] = part;
  }
  return { ...whole, pods };
}

const proportion = (sample: Sample) => (sample.kind === 'proportion' ? sample : undefined);
const histogram = (sample: Sample) => (sample.kind === 'histogram' ? sample : undefined);
const gauge = (sample: Sample) => (sample.kind === 'gauge' ? sample : undefined);

/** Counts per time are compared by how much traffic each arm was given. */
function tallies(measurement: Measurement, weight: number): readonly PairedTallies[] {
  const { from, to, canary, baseline } = measurement;
  if (canary.outcome !== 'sample' || baseline.outcome !== 'sample') return [];
  if (canary.sample.kind !== 'count' || baseline.sample.kind !== 'count') return [];
  const seconds = (to - from) / 1000;
  return [
    {
      from,
      to,
      canary: { count: canary.sample.count, exposure: weight * seconds },
      baseline: { count: baseline.sample.count, exposure: (100 - weight) * seconds },
    },
  ];
}
