import type { Metric } from '../plan/plan.ts';
import type { Interval } from '../quantity/instant.ts';
import { shareFalseAlarms } from './budget.ts';
import type { Case } from './case.ts';
import type { Hearing } from './hearing.ts';
import type { Inquiry } from './inquiry.ts';
import { gauge, histogram, pairSamples, pairTallies, proportion } from './pairing.ts';
import type { Weighed } from './report.ts';
import { judgeCount } from './statistics/count.ts';
import type { Evidence, Question } from './statistics/evidence.ts';
import { judgeGauge } from './statistics/gauge.ts';
import { judgeHistogram } from './statistics/histogram.ts';
import { judgeProportion } from './statistics/proportion.ts';

/** Chance of calling a harm beyond what is accepted excluded although it is there. */
const HARMLESS_MISS = 0.05;

/** What was asked, at which price, and what came of it. */
export interface Weighing {
  readonly inquiry: Inquiry;
  readonly falseAlarms: Weighed['falseAlarms'];
  readonly evidence: Evidence;
}

/** Weighs all measurements of the case together; `span` is the time from the first to the last there can be. */
export function weigh(it: Case, inquiry: Inquiry, span = spanOf(it.hearing, it.metric)): Weighing {
  const falseAlarms = shareFalseAlarms(it.hearing.plan);
  return { inquiry, falseAlarms, evidence: weighByKind(it, inquiry, falseAlarms.share, span) };
}

/** By the method of the metric's kind. */
function weighByKind(
  { hearing, metric, measurements }: Case,
  { direction, margin, accepted, ofMetric, atQuantile }: Inquiry,
  alpha: number,
  phase: Interval,
): Evidence {
  const question: Question = {
    direction,
    alpha,
    margin,
    harmless: { margin: accepted, alpha: HARMLESS_MISS },
    phase,
  };
  switch (metric.shape.kind) {
    case 'proportion': {
      const marginOf = ofMetric ? 'rate' : 'odds';
      return judgeProportion(pairSamples(measurements, proportion), { ...question, marginOf });
    }
    case 'latency': {
      const marginOf = ofMetric ? 'value' : 'odds';
      const quantile = atQuantile ? metric.shape.quantile : undefined;
      const series = pairSamples(measurements, histogram);
      return judgeHistogram(series, { ...question, marginOf, quantile });
    }
    case 'gauge':
      return judgeGauge(pairSamples(measurements, gauge), question);
    case 'count': {
      const weight = hearing.plan.phases[hearing.phase]?.weight ?? 100;
      return judgeCount(pairTallies(measurements, weight), question);
    }
  }
}

/** From the first judged moment to the latest at which the phase may end. */
export function spanOf({ plan, phase, bakingSince }: Hearing, { looks }: Metric): Interval {
  const { bake = 0, extend = 0 } = plan.phases[phase] ?? {};
  return { from: bakingSince + looks.initialDelay, to: bakingSince + bake + extend };
}
