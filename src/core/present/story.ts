import type { CriterionReport } from '../judge/report.ts';
import type { Plan } from '../plan/plan.ts';
import { formatInstant, type Instant } from '../quantity/instant.ts';
import type { State } from '../rollout/state.ts';
import { chartWeights } from './chart.ts';
import { tabulateCriteria, tabulateCriteriaInShort } from './criteria-table.ts';
import { describeFalseAlarms } from './false-alarms.ts';
import { headline, signOf } from './headline.ts';
import { assessHealth } from './health.ts';
import { oneShortLine } from './length.ts';
import { code, fold, plain } from './markdown.ts';
import { chartLeadingMetric } from './metric-chart.ts';
import { announceNext, recommend } from './recommendation.ts';
import { fit, type Section } from './sections.ts';
import { tabulateGates, tabulatePhases } from './tables.ts';
import { explainLedger, linkWays, listCommands } from './ways.ts';

/** A rollout at one moment, to be written down. */
export interface Subject {
  readonly state: State;
  readonly criteria: readonly CriterionReport[];
  readonly now: Instant;
  /** Where it is at hand, metrics are drawn. */
  readonly plan?: Plan;
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

/** The pull request comment, of at most `limit` bytes: what an approver needs in ten seconds. */
export function writeComment(subject: Subject, limit: number): string {
  const { state } = subject;
  const sections = [
    { text: commentMarker(state) },
    { text: `### ${nameRelease(state)}: ${plain(headline(state))}` },
    writeLead(subject),
    ...optional(linkWays(subject), 'where to go', 7),
    ...optional(tabulateCriteriaInShort(shownCriteria(subject)), 'the criteria', 6),
    ...optional(tabulatePhases(state), 'the phases', 4),
    ...writeCharts(subject),
    ...writeGates(state),
    ...optional(listCommands(subject), 'the commands', 5),
    { text: writeFooter(subject) },
  ];
  return fit(sections, limit);
}

/**
 * The summary of the check run, of at most `limit` bytes: all there is to know, below a title that says the state.
 * Without charts: where Mermaid is not drawn they would be lines of numbers.
 */
export function writeCheckSummary(subject: Subject, limit: number): string {
  const { state } = subject;
  const sections = [
    { text: `**${nameRelease(state)}**` },
    writeLead(subject),
    ...optional(linkWays(subject), 'where to go', 7),
    ...writeEvidence(shownCriteria(subject), state),
    ...optional(tabulatePhases(state), 'the phases', 4),
    ...writeGates(state),
    ...optional(listCommands(subject), 'the commands', 5),
    ...optional(explainLedger(state), 'the ledger', 0),
    { text: writeFooter(subject) },
  ];
  return fit(sections, limit);
}

/** The summary of a job, of at most `limit` bytes: the same with charts and with the phases gone by. */
export function writeSummary(subject: Subject, limit: number): string {
  const { state } = subject;
  const sections = [
    { text: `## ${nameRelease(state)}: ${plain(headline(state))}` },
    writeLead(subject),
    ...optional(linkWays(subject), 'where to go', 7),
    ...writeEvidence(shownCriteria(subject), state),
    ...optional(tabulatePhases(state), 'the phases', 4),
    ...writeCharts(subject),
    ...writeEarlierPhases(state),
    ...writeGates(state),
    { text: writeFooter(subject) },
  ];
  return fit(sections, limit);
}

/** The rollout in one line of plain text, of at most `limit` UTF-16 units: `v1.4.2 in production: Promoted`. */
export function titleOf(state: State, limit: number): string {
  const { version, environment } = state.started;
  return oneShortLine(`${version} in ${environment}: ${headline(state)}`, limit);
}

/** The title of the check run, whose name says what is rolled out where: the state in about five words. */
export function checkTitleOf(state: State, limit: number): string {
  return oneShortLine(headline(state), limit);
}

function nameRelease(state: State): string {
  const { version, environment } = state.started;
  return `${signOf(state)} ${code(version)} in ${code(environment)}`;
}

/** What happened and what to do, then when something happens next. */
function writeLead(subject: Subject): Section {
  const { state, now } = subject;
  const lead = plain(recommend(state, shownCriteria(subject)), LONGEST_RECOMMENDATION);
  const next = announceNext(state, now);
  return { text: next === '' ? lead : `${lead} ${plain(next)}` };
}

/** How the criteria stand, or stood when the phase ended. */
function shownCriteria({ state, criteria }: Subject): readonly CriterionReport[] {
  return criteria.length > 0 ? criteria : (state.phases[state.current]?.criteria ?? []);
}

function writeEvidence(
  criteria: readonly CriterionReport[],
  { judgedAnew }: State,
): readonly Section[] {
  return [
    ...optional(tabulateCriteria(criteria), 'the criteria', 6),
    ...optional(writeHealth(criteria), 'the health', 6),
    ...optional(note(describeFalseAlarms(criteria, judgedAnew)), 'the false alarms', 0),
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

function writeCharts(subject: Subject): readonly Section[] {
  const { state, now, plan } = subject;
  return [
    ...optional(chartLeadingMetric(state, shownCriteria(subject), plan), "the metric's chart", 3),
    ...optional(chartWeights(state, now), "the weight's chart", 2),
  ];
}

/** The criteria of every phase before the current one, as they stood when it ended. */
function writeEarlierPhases({ started, phases, current }: State): readonly Section[] {
  return started.plan.phases.slice(0, Math.max(0, current)).flatMap(({ name }, index) => {
    const rows = tabulateCriteria(phases[index]?.criteria ?? []);
    return optional(rows && fold(`Criteria of ${name}`, rows), 'the earlier criteria', 0);
  });
}

/** Open gates are of interest to few; a shut one to everybody. */
function writeGates(state: State): readonly Section[] {
  const gates = tabulateGates(state);
  const isShut = [state.gates, ...state.phases.map((phase) => phase.gates)].some(
    (record) => record?.open === false,
  );
  return optional(gates && (isShut ? gates : fold('Gates', gates)), 'the gates', isShut ? 6 : 1);
}

function optional(text: string | undefined, name: string, leaveOut: number): readonly Section[] {
  return text ? [{ text, optional: { name, leaveOut } }] : [];
}

/** A sentence in small print below what it is about. */
function note(sentence: string | undefined): string | undefined {
  return sentence && `<sub>${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}.</sub>`;
}

function writeFooter({ state: { started, run }, now }: Subject): string {
  const isTakenUp = run.attempt !== started.run.attempt || run.id !== started.run.id;
  const parts = [
    `rollout ${code(started.rollout)}`,
    `started by ${code(started.run.actor)}`,
    ...(isTakenUp ? [`taken up again by ${code(run.actor)}`] : []),
    ...(started.sha === undefined ? [] : [`commit ${code(started.sha.slice(0, 12))}`]),
    `as of ${formatInstant(now).slice(0, 16).replace('T', ' ')} UTC`,
  ];
  return `<sub>${parts.join(' · ')}</sub>`;
}
