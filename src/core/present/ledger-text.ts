import { formatMoment, layOut } from '../backtest/format.ts';
import { formatDuration } from '../quantity/duration.ts';
import { formatInstant } from '../quantity/instant.ts';
import type { Instant } from '../quantity/instant.ts';
import type { Event } from '../rollout/event.ts';
import { headline as headlineOf } from '../rollout/headline.ts';
import { isOver } from '../rollout/holder.ts';
import { oneLine } from '../rollout/one-line.ts';
import type { State } from '../rollout/state.ts';
import { SIGNS, headline } from './headline.ts';
import { announceNext, recommend } from './recommendation.ts';
import { tookOf } from './standing.ts';
import type { Standing } from './standing.ts';

/** Longest texts in a cell, and on a line of their own. */
const CELL = 60;
const LINE = 200;

/** All targets in a table for a terminal, one a line. */
export function printStandings(standings: readonly Standing[], now: Instant): readonly string[] {
  if (standings.length === 0) return ['there is no ledger: nothing was ever released'];
  const head = ['TARGET', 'VERSION', 'STATUS', 'WEIGHT', 'HELD BY', 'NEXT', 'LAST ORDER'];
  return layOut([
    head,
    ...standings.map(({ target, state, lastOrder }) =>
      [
        target,
        state?.started.version ?? '',
        state === undefined ? 'never released' : headline(state),
        state === undefined ? '' : `${state.weight.intended}%`,
        state === undefined || isOver(state) ? '' : nameRun(state),
        state === undefined ? '' : announceNext(state, now),
        lastOrder === undefined ? '' : headlineOf(lastOrder, []),
      ].map((cell) => oneLine(cell, CELL)),
    ),
  ]);
}

/** One target in full. */
export function printStanding(
  { target, state, lastOrder }: Standing,
  now: Instant,
): readonly string[] {
  if (state === undefined) return [`${target}: no rollout was ever started`];
  const { started, updatedAt, phases, heldUntil } = state;
  const next = announceNext(state, now);
  const lines = [
    `${SIGNS[state.status]} ${started.version} in ${started.environment}: ${headline(state)}`,
    recommend(state, []),
    ...started.plan.phases.map(
      (phase, index) =>
        `  ${String(phase.weight).padStart(4)}%  ${phase.name}: ${phases[index]?.status ?? 'pending'}`,
    ),
    `weight ${state.weight.intended}%${state.weight.confirmed ? '' : ', not confirmed by the target'}`,
    `${isOver(state) ? 'last ' : ''}held by ${nameRun(state)}${heldUntil === undefined ? '' : `, who comes back at ${formatInstant(heldUntil)}`}`,
    ...(next === '' ? [] : [next]),
    ...(lastOrder === undefined
      ? []
      : [`${formatMoment(lastOrder.at)} ${headlineOf(lastOrder, [])}`]),
    `rollout ${started.rollout}, started ${formatInstant(started.at)} by ${started.run.actor}, last entry ${formatInstant(updatedAt)}`,
  ];
  return lines.map((line) => line.trimEnd()).map(keepIndent);
}

function keepIndent(line: string): string {
  const [indent = ''] = /^ */.exec(line) ?? [];
  return indent + oneLine(line, LINE);
}

function nameRun({ run }: State): string {
  const job = run.job === undefined ? '' : `, job ${run.job}`;
  return `run ${run.id}, attempt ${run.attempt}${job}`;
}

/** Rollouts of one target in a table, latest first. */
export function printRollouts(rollouts: readonly State[], isCut: boolean): readonly string[] {
  if (rollouts.length === 0) return ['no rollout was ever started'];
  const head = ['ROLLOUT', 'VERSION', 'BY', 'BEGAN (UTC)', 'TOOK', 'STATUS', 'WHY'];
  const rows = rollouts.map((state) =>
    [
      state.started.rollout,
      state.started.version,
      state.started.run.actor,
      formatMoment(state.started.at),
      formatDuration(tookOf(state)),
      state.status,
      state.reason?.sentence ?? '',
    ].map((cell, column) => oneLine(cell, column < 6 ? CELL : LINE)),
  );
  return [...layOut([head, ...rows]), ...(isCut ? ['… and earlier ones: --limit'] : [])];
}

/** A rollout's events, oldest first, one a line. */
export function printEvents(events: readonly Event[]): readonly string[] {
  return events.map(
    (event, index) =>
      `${formatInstant(event.at)}  ${oneLine(headlineOf(event, events.slice(0, index + 1)), LINE)}`,
  );
}

/** What an inspection as in `src/ports/archive.ts` found. */
interface Inspected {
  readonly commits: number;
  readonly rollouts: number;
  readonly events: number;
  readonly tip: string | undefined;
  readonly irregularities: readonly { readonly commit: string; readonly problem: string }[];
}

/** Whether the ledger is as it was written, or every irregularity with its commit. */
export function printInspection(inspected: Inspected): readonly string[] {
  const { commits, rollouts, events, tip, irregularities } = inspected;
  const extent = `${commits} commits, ${rollouts} rollouts, ${events} events`;
  if (irregularities.length === 0) {
    return [`${extent}: every commit appends to the one before it`, `tip ${tip ?? 'none'}`];
  }
  const places = irregularities.map(
    ({ commit, problem }) => `${commit.slice(0, 12)}  ${oneLine(problem, LINE * 2)}`,
  );
  return [`${extent}: ${irregularities.length} irregularities, latest first`, ...places];
}
