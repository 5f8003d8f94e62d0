import { formatInstant, type Interval } from '../quantity/instant.ts';
import type { Plan } from '../plan/plan.ts';
import { describeSight } from '../present/foresight.ts';
import { caught } from './conclusion.ts';
import type { BacktestReport, IncidentReplay } from './report.ts';

/** The report for machines: times as text, durations in milliseconds, shares from 0 to 1. */
export function describeBacktest(report: BacktestReport, plan: Plan) {
  const { period, history, incident, sight, ...rest } = report;
  return {
    ...rest,
    period: describeInterval(period),
    history: history.map(({ longestGap, ...survey }) => ({
      ...survey,
      ...(longestGap && { longestGap: describeInterval(longestGap) }),
    })),
    ...(incident && { incident: describeIncident(incident) }),
    foresight: describeSight(plan, sight).sentences,
  };
}

function describeIncident(incident: IncidentReplay) {
  const { onset, start, at, weights } = incident;
  return {
    ...incident,
    caught: caught(incident),
    onset: formatInstant(onset),
    start: formatInstant(start),
    at: formatInstant(at),
    minutesAfterOnset: (at - onset) / 60_000,
    weights: weights.map(({ at: when, weight }) => ({ at: formatInstant(when), weight })),
  };
}

function describeInterval({ from, to }: Interval) {
  return { from: formatInstant(from), to: formatInstant(to) };
}
