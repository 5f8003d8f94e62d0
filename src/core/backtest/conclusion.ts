import type { Duration } from '../quantity/instant.ts';
import { formatDuration } from '../quantity/duration.ts';
import { formatMoment, formatShare } from './format.ts';
import type { BacktestReport, IncidentReplay, Planted, Quiet } from './report.ts';

/** What the backtest found, in a few sentences: the incident, how often it would have cried wolf, what was planted. */
export function concludeBacktest({
  quiet,
  planted,
  incident,
}: Pick<BacktestReport, 'quiet' | 'planted' | 'incident'>): string {
  return [
    [...(incident ? [describeIncident(incident)] : []), describeQuiet(quiet)].join('; '),
    ...planted.map(describePlanted),
  ]
    .map((text) => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`)
    .join(' ');
}

/** Whether the plan would have seen the incident for what it was. */
export function caught({ end, at, onset }: IncidentReplay): boolean {
  return (end === 'went-back' || end === 'paused') && at >= onset;
}

function describeIncident(incident: IncidentReplay): string {
  const { end, at, onset, criterion } = incident;
  const when = `${formatMoment(at)}, ${distance(at - onset)} the onset`;
  const on = criterion === undefined ? '' : `, on \`${criterion}\``;
  switch (end) {
    case 'went-back':
      return `it would have gone back at ${when}${on}`;
    case 'paused':
      return `it would have paused at ${when}${on}`;
    case 'unanswered':
      return `it would have paused at ${when}, because nobody could tell${on}`;
    case 'passed':
      return `it would NOT have gone back: the release would have been promoted at ${when}`;
  }
}

function distance(time: Duration): string {
  const minutes = Math.round(Math.abs(time) / 60_000);
  const text =
    minutes < 180 ? `${minutes} minute${minutes === 1 ? '' : 's'}` : formatDuration(Math.abs(time));
  return `${text} ${time < 0 ? 'before' : 'after'}`;
}

function describePlanted({ plant, phases }: Planted): string {
  const found = phases.map(({ phase, caught: { count, of }, minutes }) => {
    const soon = minutes === undefined ? '' : ` after ${Math.round(minutes.median)} min`;
    return `in ${count} of ${of} starts of ${phase}${soon}`;
  });
  return `\`${plant}\` would have been caught ${found.join(', ') || 'nowhere: no phase ran that long'}`;
}

function describeQuiet({ days, phases }: Quiet): string {
  const tried = phases.map(({ falseAlarms }) => falseAlarms).filter(({ of }) => of > 0);
  const starts = tried.reduce((sum, { of }) => sum + of, 0);
  const alarms = tried.reduce((sum, { count }) => sum + count, 0);
  const over = `in the ${formatDays(days)}`;
  if (starts === 0) {
    return `${over} no phase came to an answer, so false alarms could not be counted`;
  }
  const most = formatShare(Math.max(...tried.map(({ range }) => range.high)));
  const where = tried.length === 1 ? '' : ' in any phase';
  return `${over} it would have cried wolf ${alarms} time${alarms === 1 ? '' : 's'} in ${starts} starts (at most ${most}${where}, with 95% confidence)`;
}

function formatDays(days: number): string {
  const rounded = Math.round(days * 10) / 10;
  return `${rounded} quiet day${rounded === 1 ? '' : 's'}`;
}
