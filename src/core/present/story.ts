import type { CriterionReport } from '../judge/report.ts';
import { formatInstant, type Instant } from '../quantity/instant.ts';
import type { State } from '../rollout/state.ts';
import { chartWeights } from './chart.ts';
import { headline, SIGNS } from './headline.ts';
import { code, link, plain } from './markdown.ts';
import { announceNext, recommend } from './recommendation.ts';
import { tabulateCriteria, tabulateGates, tabulatePhases } from './tables.ts';

/** A rollout at one moment, to be written down. */
export interface Subject {
  readonly state: State;
  readonly criteria: readonly CriterionReport[];
  readonly now: Instant;
}

/** Marks our comment for one target, so that it is found again and edited; hidden in Markdown. */
export function commentMarker({ started }: State): string {
  const key = JSON.stringify([started.environment, started.name]).replaceAll('-', '\\u002d');
  return `<!-- sluice ${key} -->`;
}

/** The pull request comment: the story in short. */
export function writeComment(subject: Subject): string {
  return [commentMarker(subject.state), writeTitle(subject.state, 3), ...writeBody(subject)].join(
    '\n\n',
  );
}

/** The summary of the check run and of the job: the same without the marker. */
export function writeSummary(subject: Subject): string {
  return [writeTitle(subject.state, 2), ...writeBody(subject)].join('\n\n');
}

/** The check run's title: plain text. */
export function titleOf(state: State): string {
  return `${state.started.version} in ${state.started.environment}: ${headline(state)}`;
}

function writeTitle(state: State, level: number): string {
  const { version, environment } = state.started;
  const title = plain(headline(state));
  return `${'#'.repeat(level)} ${SIGNS[state.status]} ${code(version)} in ${code(environment)}: ${title}`;
}

function writeBody({ state, criteria, now }: Subject): readonly string[] {
  const shown = criteria.length > 0 ? criteria : (state.phases[state.current]?.criteria ?? []);
  const gates = tabulateGates(state);
  const chart = chartWeights(state, now);
  const next = announceNext(state, now);
  return [
    plain(recommend(state, shown)),
    ...(next === '' ? [] : [plain(next)]),
    tabulatePhases(state),
    ...(shown.length > 0 ? [tabulateCriteria(shown)] : []),
    ...(chart ? [chart] : []),
    ...(gates ? [`<details><summary>Gates</summary>\n\n${gates}\n\n</details>`] : []),
    writeFooter(state, now),
  ];
}

function writeFooter({ started, run }: State, now: Instant): string {
  const at = `as of ${formatInstant(now).slice(0, 19)}Z`;
  const where = run.url === undefined ? [] : [link('run', run.url)];
  return `<sub>${[...where, `started by ${code(run.actor)}`, `rollout ${code(started.rollout)}`, at].join(' · ')}</sub>`;
}
