import { judgePhase } from '../core/judge/judge.ts';
import type { CriterionReport, Verdict } from '../core/judge/report.ts';
import type { Plan } from '../core/plan/plan.ts';
import type { Duration } from '../core/quantity/instant.ts';
import type { Measured } from '../core/rollout/event.ts';
import { scheduleLooks } from '../core/rollout/schedule.ts';
import type { World } from './world.ts';
import { type Known, takeMeasurements } from './measure.ts';

/** What an analysis found, without any rollout. */
export interface Analysis {
  readonly verdict: Verdict;
  readonly criteria: readonly CriterionReport[];
  /** The criterion that decided, in one sentence. */
  readonly sentence: string;
}

export interface AnalysisRequest {
  readonly plan: Plan;
  readonly phase: number;
  readonly duration: Duration;
  readonly cancelled?: AbortSignal;
  /** Is told how the criteria stand after every look. */
  readonly watch?: (criteria: readonly CriterionReport[]) => void;
}

/**
 * Looks at the phase's criteria for `duration` and judges them by the same rules as a rollout would: fails at
 * the first proven breach, passes only at the end, and is inconclusive when anything is then unknown.
 */
export async function analyze(
  world: Pick<World, 'metrics' | 'traffic' | 'clock'>,
  { plan: written, phase, duration, cancelled, watch }: AnalysisRequest,
): Promise<Analysis> {
  const { clock } = world;
  const plan = withBake(written, phase, duration);
  const startedAt = clock.now();
  const end = startedAt + duration;
  let known: Known = { measurements: [], cursors: {} };
  for (;;) {
    const now = clock.now();
    const { measurements } = known;
    const { due, next } = scheduleLooks(plan, phase, startedAt, measurements, now);
    const bakeEnded = now >= end || cancelled?.aborted === true;
    const criteria = judgePhase({ plan, phase, measurements, bakeEnded, bakingSince: startedAt });
    if (find(criteria, 'fail')) return conclude(criteria);
    if (due.length > 0) {
      known = learn(known, await takeMeasurements(due, world, known));
      continue;
    }
    watch?.(criteria);
    if (bakeEnded) return conclude(criteria);
    await clock.until(Math.min(next, end), cancelled);
  }
}

function learn(known: Known, { measurements, cursors, target }: Measured): Known {
  return {
    ...known,
    measurements: [...known.measurements, ...measurements],
    cursors: { ...known.cursors, ...cursors },
    ...(target && 'seen' in target && { seen: target.seen }),
  };
}

/** The plan as if the phase baked for just as long as it is looked at. */
function withBake(plan: Plan, phase: number, bake: Duration): Plan {
  const phases = plan.phases.map((one, index) =>
    index === phase ? { ...one, bake, extend: 0 } : one,
  );
  return { ...plan, phases };
}

function conclude(criteria: readonly CriterionReport[]): Analysis {
  const worst = find(criteria, 'fail') ?? find(criteria, 'inconclusive');
  return {
    verdict: worst?.verdict ?? 'pass',
    criteria,
    sentence: worst?.sentence ?? 'every criterion holds',
  };
}

function find(criteria: readonly CriterionReport[], verdict: Verdict): CriterionReport | undefined {
  return criteria.find(
    (report) => report.verdict === verdict && !report.dryRun && report.action !== 'warn',
  );
}
