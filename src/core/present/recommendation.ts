import { formatMoment } from '../backtest/format.ts';
import type { CriterionReport } from '../judge/report.ts';
import { describeApproval } from '../plan/approval.ts';
import { formatDuration } from '../quantity/duration.ts';
import type { Duration, Instant } from '../quantity/instant.ts';
import { type Awaited, findAwaited } from '../rollout/awaited.ts';
import type { State } from '../rollout/state.ts';
import { assessHealth } from './health.ts';
import { oneShortLine } from './length.ts';
import { bakedAt } from './standing.ts';

/** Longest quotation of a reason, in UTF-16 units: the advice behind it must not be cut off. */
const LONGEST_REASON = 500;

/** How long GitHub lets a job wait for an environment's reviewers. */
const GITHUB_PATIENCE: Duration = 30 * 86_400_000;

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
  const awaited = findAwaited(state);
  if (awaited !== undefined) return askFor(awaited, state, criteria);
  const { phases } = state.started.plan;
  const phase = phases[state.current];
  if (phase === undefined) return 'The first phase can begin.';
  if (state.phases[state.current]?.status === 'passed') {
    return `${phase.name} has passed: ${phases[state.current + 1]?.name ?? 'the promotion'} can begin.`;
  }
  const health = assessHealth(criteria);
  return health === undefined ? 'The phase has begun.' : sentence(health.sentence);
}

/** How it stands, then who must approve what and where. */
function askFor(
  { phase: index, approval, approvedBy }: Awaited,
  state: State,
  criteria: readonly CriterionReport[],
): string {
  const { phases } = state.started.plan;
  const { name = 'The next phase', weight = 0 } = phases[index] ?? {};
  const health = assessHealth(criteria);
  const so = index > 0 && health !== undefined ? `${sentence(health.sentence)} ` : '';
  const where =
    approval.by === 'environment' ? ': one of its reviewers gives it on the page of the run' : '';
  const wanted = `${name}, ${weight}% of the traffic, waits for the approval ${describeApproval(approval)}${where}.`;
  const given = approvedBy.map(({ by }) => by).join(', ');
  return `${so}${wanted}${given === '' ? '' : ` Given so far by ${given}.`}`;
}

function sentence(text: string): string {
  const line = oneShortLine(text, LONGEST_REASON);
  const end = /[.…!?]$/.test(line) ? '' : '.';
  return line === '' ? '' : `${line.charAt(0).toUpperCase()}${line.slice(1)}${end}`;
}

/** When something happens next, in words; empty when nothing does by itself. */
export function announceNext(state: State, now: Instant): string {
  const awaited = findAwaited(state);
  if (awaited !== undefined) return announcePatience(awaited);
  const phase = state.started.plan.phases[state.current];
  const end = bakedAt(state);
  if (phase === undefined || end === undefined) return '';
  const left = end - now;
  return left > 0
    ? `${phase.name} can pass in ${formatDuration(left)}, at ${formatMoment(end)} UTC.`
    : `${phase.name} has baked and waits for its criteria.`;
}

function announcePatience({ approval, since }: Awaited): string {
  return approval.by === 'environment'
    ? `Nothing moves until then; without an answer the run fails on ${formatMoment(since + GITHUB_PATIENCE).slice(0, 10)}.`
    : 'Nothing moves until then.';
}
