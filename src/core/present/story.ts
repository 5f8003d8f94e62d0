import type { CriterionReport } from '../judge/report.ts';
import { formatInstant, type Instant } from '../quantity/instant.ts';
import type { State } from '../rollout/state.ts';
import { chartWeights } from './chart.ts';
import { describeFalseAlarms } from './false-alarms.ts';
import { headline, SIGNS } from './headline.ts';
import { assessHealth } from './health.ts';
import { oneShortLine } from './length.ts';
import { code, link, plain } from './markdown.ts';
import { announceNext, recommend } from './recommendation.ts';
import { fit, type Section } from './sections.ts';
import { tabulateCriteria, tabulateGates, tabulatePhases } from './tables.ts';

/** A rollout at one moment, to be written down. */
export interface Subject {
  readonly state: State;
  readonly criteria: readonly CriterionReport[];
  readonly now: Instant;
}

/** Longest recommendation, in UTF-16 units: a provider's words and the advice after them. */
const LONGEST_RECOMMENDATION = 1_000;

/** Metrics of which the score is shown. */
const MOST_PARTS = 8;

/** Marks our comment for one target, so that it is found again and edited; hidden in Markdown. */
export function commentMarker({ started }: Pick<State, 'started'>): string {
  const key = JSON.stringify([started.environment, started.name]).replaceAll('-', '\\u002d');
  return `<!-- sluice ${key} -->`;
}

/** The pull request comment, of at most `limit` UTF-16 units. */
export function writeComment(subject: Subject, limit: number): string {
  const marker = { text: commentMarker(subject.state) };
  return fit([marker, writeTitle(subject.state, 3), ...writeBody(subject)], limit);
}

/** The summary of the check run and of the job: the same without the marker. */
export function writeSummary(subject: Subject, limit: number): string {
  return fit([writeTitle(subject.state, 2), ...writeBody(subject)], limit);
}

/** The check run's title: plain text in one line, of at most `limit` UTF-16 units. */
export function titleOf(state: State, limit: number): string {
  const { version, environment } = state.started;
  return oneShortLine(`${version} in ${environment}: ${headline(state)}`, limit);
}

function writeTitle(state: State, level: number): Section {
  const { version, environment } = state.started;
  const title = plain(headline(state));
  return {
    text: `${'#'.repeat(level)} ${SIGNS[state.status]} ${code(version)} in ${code(environment)}: ${title}`,
  };
}

function writeBody({ state, criteria, now }: Subject): readonly Section[] {
  const shown = criteria.length > 0 ? criteria : (state.phases[state.current]?.criteria ?? []);
  const gates = tabulateGates(state);
  const next = announceNext(state, now);
  return [
    { text: plain(recommend(state, shown), LONGEST_RECOMMENDATION) },
    ...(next === '' ? [] : [{ text: plain(next) }]),
    ...optional(writeHealth(shown), 'the health', 5),
    ...optional(tabulatePhases(state), 'the phases', 3),
    ...optional(tabulateCriteria(shown), 'the criteria', 4),
    ...optional(note(describeFalseAlarms(shown, state.judgedAnew)), 'the false alarms', 0),
    ...optional(chartWeights(state, now), 'the chart', 2),
    ...optional(gates && fold('Gates', gates), 'the gates', 1),
    { text: writeFooter(state, now) },
  ];
}

/** The score with its parts, the worst first: `Health **33** of 100: latency 33, error-rate 100`. */
function writeHealth(criteria: readonly CriterionReport[]): string | undefined {
  const health = assessHealth(criteria);
  if (health === undefined) return undefined;
  const parts = health.parts.slice(0, MOST_PARTS);
  const rest = health.parts.length - parts.length;
  const named = parts.map(({ metric, score }) => `${code(metric)} ${score}`);
  const more = rest > 0 ? [`${rest} more, none worse`] : [];
  return `Health **${health.score}** of 100: ${[...named, ...more].join(', ')}`;
}

function optional(text: string | undefined, name: string, leaveOut: number): readonly Section[] {
  return text ? [{ text, optional: { name, leaveOut } }] : [];
}

/** A sentence in small print below what it is about. */
function note(sentence: string | undefined): string | undefined {
  return sentence && `<sub>${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}.</sub>`;
}

/** Markdown that shows only its title until somebody opens it. */
function fold(title: string, text: string): string {
  return `<details><summary>${title}</summary>\n\n${text}\n\n</details>`;
}

function writeFooter({ started, run }: State, now: Instant): string {
  const isTakenUp = run.attempt !== started.run.attempt || run.id !== started.run.id;
  const parts = [
    ...(run.url === undefined ? [] : [link('run', run.url)]),
    `rollout ${code(started.rollout)}`,
    `started by ${code(started.run.actor)}`,
    ...(isTakenUp ? [`taken up again by ${code(run.actor)}`] : []),
    `as of ${formatInstant(now).slice(0, 19)}Z`,
  ];
  return `<sub>${parts.join(' · ')}</sub>`;
}
