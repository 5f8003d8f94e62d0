import { formatDuration } from '../quantity/duration.ts';
import type { Instant } from '../quantity/instant.ts';
import type { CriterionReport } from '../judge/report.ts';
import type { State } from '../rollout/state.ts';

/** What the reader should know or do, in one or two sentences without markup. */
export function recommend(state: State, criteria: readonly CriterionReport[]): string {
  const why = state.reason?.sentence ?? '';
  switch (state.status) {
    case 'running':
      return state.current < 0 ? 'The first phase can begin.' : recommendWhileBaking(criteria);
    case 'promoting':
      return 'Nothing to do: the new version is being made the stable one.';
    case 'paused':
      return `${sentence(why)} Traffic stays at ${state.weight.intended}% until a person decides: re-run the failed job to retry the phase, or roll back.`;
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

function recommendWhileBaking(criteria: readonly CriterionReport[]): string {
  const worst =
    criteria.find(({ verdict }) => verdict === 'fail') ??
    criteria.find(({ verdict }) => verdict === 'inconclusive');
  if (worst === undefined) {
    return criteria.length > 0 ? 'Every criterion holds.' : 'The phase has begun.';
  }
  return sentence(worst.sentence);
}

function sentence(text: string): string {
  return text === '' ? '' : `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

/** When something happens next, in words; empty when nothing does by itself. */
export function announceNext(state: State, now: Instant): string {
  const phase = state.started.plan.phases[state.current];
  const since = state.phases[state.current]?.bakingSince;
  if (state.status !== 'running' || phase === undefined || since === undefined) return '';
  const left = since + phase.bake - now;
  return left > 0
    ? `${phase.name} can pass in ${formatDuration(left)}.`
    : `${phase.name} has baked and waits for its criteria.`;
}
