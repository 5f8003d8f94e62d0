import { advise } from '../../core/backtest/advice.ts';
import { concludeBacktest } from '../../core/backtest/conclusion.ts';
import { type BacktestReport, SCHEMA } from '../../core/backtest/report.ts';
import { type BacktestRequest, unquiet } from '../../core/backtest/request.ts';
import { lengthOf } from '../../core/backtest/starts.ts';
import { tallyPhases, tallyPlant, tallySentences } from '../../core/backtest/tally.ts';
import type { Trial, TrialResult } from '../../core/backtest/trial.ts';
import { planTrials, replayable } from '../../core/backtest/trials.ts';
import { findBlindness } from '../../core/present/foresight.ts';
import type { Instant, Interval } from '../../core/quantity/instant.ts';
import type { PlanDocument } from '../../drivers/assignment.ts';
import { createTimeline, type Timeline } from '../../drivers/backtest/timeline.ts';
import type { History } from '../../ports/history.ts';
import { replayIncident } from './incident.ts';
import { foreseeFromHistory } from './sight.ts';
import { runTrial } from './trial.ts';

export interface BacktestSurroundings {
  readonly history: History;
  /** Awaited before every question to the provider. */
  readonly pace: () => Promise<void>;
  /** Is told how far it has come: trials done of all, and the moment of the past. */
  readonly progress: (done: number, of: number, at: Instant) => void;
  readonly cancelled: AbortSignal;
}

/** Replays the plan over the past; a string says why that cannot be done. */
export async function backtest(
  given: PlanDocument,
  request: BacktestRequest,
  surroundings: BacktestSurroundings,
): Promise<BacktestReport | string> {
  const { plan, leftOut } = replayable(given.plan);
  if (plan.metrics.length === 0) {
    return 'no metric of this plan has a past: only prometheus can be asked about it';
  }
  const document = { ...given, plan };
  const timelines: Timeline[] = [];
  const open = (end: Instant) => {
    const timeline = createTimeline(surroundings.history, plan.metrics, end, surroundings.pace);
    timelines.push(timeline);
    return timeline;
  };

  const { incident: onset } = request;
  const incident =
    onset === undefined
      ? undefined
      : await replayIncident(document, open, { ...request, incident: onset });
  if (typeof incident === 'string') return incident;
  const quietTimeline = open(request.period.to);
  const results = await runTrials(document, request, quietTimeline, surroundings);
  if (typeof results === 'string') return results;

  const sight = await foreseeFromHistory(
    plan,
    request.period,
    surroundings.history,
    surroundings.pace,
  );
  if (typeof sight === 'string') return sight;
  const calm = results.filter(({ plant }) => plant === undefined);
  const quiet = {
    days: quietDays(request),
    phases: tallyPhases(plan, calm),
    sentences: tallySentences(plan, calm),
  };
  const planted = request.plants.map((plant, index) =>
    tallyPlant(
      plan,
      plant,
      results.filter((one) => one.plant === index),
    ),
  );
  return {
    schema: SCHEMA,
    plan: { name: plan.name, environment: plan.environment },
    period: request.period,
    seed: request.seed,
    requests: timelines.reduce((sum, timeline) => sum + timeline.requests(), sight.requests),
    history: quietTimeline.surveys(),
    leftOut,
    quiet,
    planted,
    incident,
    sight,
    advice: [
      ...advise(plan, quiet.phases, quiet.sentences),
      ...findBlindness(plan, sight).map(({ message }) => message),
    ],
    sentence: concludeBacktest({ quiet, planted, incident }),
  };
}

async function runTrials(
  document: PlanDocument,
  request: BacktestRequest,
  timeline: Timeline,
  { progress, cancelled }: BacktestSurroundings,
): Promise<readonly TrialResult[] | string> {
  const trials = planTrials(document.plan, request);
  const results: TrialResult[] = [];
  for (const trial of trials) {
    if (cancelled.aborted) return 'interrupted';
    progress(results.length, trials.length, trial.start);
    const stretch = stretchOf(document, trial);
    const trouble = await timeline.cover(stretch, ['baseline']);
    if (trouble !== undefined) return trouble;
    const plant = trial.plant === undefined ? undefined : request.plants[trial.plant];
    const bake = document.plan.phases[trial.phase]?.bake ?? 0;
    const replay = { arms: 'split', seed: request.seed, start: trial.start, bake, plant } as const;
    const { weights: _, ...outcome } = await runTrial(document, timeline, replay, trial.phase);
    results.push({ ...trial, ...outcome, hasGap: timeline.hasGap(stretch) });
  }
  return results;
}

function stretchOf({ plan }: PlanDocument, { phase, start }: Trial): Interval {
  const trialled = plan.phases[phase];
  return { from: start, to: start + (trialled ? lengthOf(trialled) : 0) };
}

function quietDays(request: BacktestRequest): number {
  const { period } = request;
  const out = unquiet(request);
  const overlap =
    out === undefined
      ? 0
      : Math.max(0, Math.min(out.to, period.to) - Math.max(out.from, period.from));
  return (period.to - period.from - overlap) / 86_400_000;
}
