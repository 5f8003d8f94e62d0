import { formatDuration } from '../quantity/duration.ts';
import type { Instant } from '../quantity/instant.ts';
import type { CriterionReport } from '../judge/report.ts';
import type { State } from '../rollout/state.ts';
import { assessHealth } from './health.ts';
import { oneShortLine } from './length.ts';
import { bakedAt } from './standing.ts';

/** Longest quotation of a reason, in UTF-16 units: the advice behind it must not be cut off. */
const LONGEST_REASON = 500;

/** What the reader should know or do, in one or two sentences without markup. */
export function recommend(state: State, criteria: readonly CriterionReport[]): string {
  const why = state.reason?.sentence ?? '';
  switch (state.status) {
    case 'running':
      return recommendOnTheWay(state, criteria);
    case 'promoting':
      return 'Nothing to do: the new version is being made the stable one.';
    case 'paused':
      return `${sentence(why)} Traffic stays at ${state.weight.intended}% until a person decides: ${wayOn(state)}, or roll back.`;
    case 'stopped':
      return `${sentence(why)} No traffic was moved.`;
    case 'rolling-back':
      return `${sentence(why)} Traffic is going back to ${state.started.plan.target.stable}.`;
    case 'rolled-back':
      return `${sentence(why)} All traffic is on ${state.started.plan.target.stable}; re-run the failed job to retry once the cause is mended.`;
    case 'rollback-failed':
      return `${sentence(why)} The target did not confirm that all traffic is back: look at it now.`;
    case 'promoted':
      return `Nothing to do: ${state.started.version} carries the traffic.`;
  }
}

/** What a person ordered, a person countermands; what the machine paused is tried anew. */
function wayOn({ pausedSince }: State): string {
  return pausedSince === undefined ? 're-run the failed job to retry the phase' : 'resume it';
}

function recommendOnTheWay(state: State, criteria: readonly CriterionReport[]): string {
  const { phases } = state.started.plan;
  const phase = phases[state.current];
  if (phase === undefined) return 'The first phase can begin.';
  if (state.phases[state.current]?.status === 'passed') {
    return `${phase.name} has passed: ${phases[state.current + 1]?.name ?? 'the promotion'} can begin.`;
  }
  const health = assessHealth(criteria);
  return health === undefined ? 'The phase has begun.' : sentence(health.sentence);
}

function sentence(text: string): string {
  const line = oneShortLine(text, LONGEST_REASON);
  const end = /[.…!?]$/.test(line) ? '' : '.';
  return line === '' ? '' : `${line.charAt(0).toUpperCase()}${line.slice(1)}${end}`;
}

/** When something happens next, in words; empty when nothing does by itself. */
export function announceNext(state: State, now: Instant): string {
  const phase = state.started.plan.phases[state.current];
  const end = bakedAt(state);
  if (phase === undefined || end === undefined) return '';
  const left = end - now;
  return left > 0
    ? `${phase.name} can pass in ${formatDuration(left)}.`
    : `${phase.name} has baked and waits for its criteria.`;
}
