import type { Event, Run } from './event.ts';
import { headline } from './headline.ts';
import type { JournalEnd } from './journal/chain.ts';
import { oneLine } from './one-line.ts';

const SUBJECT_LIMIT = 100;
const LINE_LIMIT = 200;

/** Said in the subject only when nothing else happened: they accompany what matters. */
const ASIDES: ReadonlySet<Event['type']> = new Set([
  'held',
  'measured',
  'reported',
  'notified',
  'weight-set',
  'hook-started',
  'hook-finished',
]);

/**
 * The message of the commit that appends `events`: a subject that says the latest thing that matters, the
 * others below it one a line, then trailers for machines (`git log --format='%(trailers:key=Run)'`).
 *
 * `journal` is the rollout's events with the new ones, which end at `end`; `writer` the run that writes, where
 * it is known: else the run that took the rollout up last. Texts from outside cannot leave their line.
 */
export function commitMessage(
  events: readonly Event[],
  journal: readonly Event[],
  end: JournalEnd,
  writer?: Pick<Run, 'id' | 'attempt' | 'job'>,
): string {
  const said = events.findLast(({ type }) => !ASIDES.has(type)) ?? events.at(-1);
  const subject = said === undefined ? 'nothing' : headline(said, journal);
  const others = events
    .filter((event) => event !== said)
    .map((event) => `- ${oneLine(headline(event, journal), LINE_LIMIT)}`);
  const paragraphs = [[oneLine(subject, SUBJECT_LIMIT)], others, trailers(journal, end, writer)];
  return `${paragraphs
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

/** Where the journal ends, as a commit's message says; undefined where it does not say so. */
export function readEnd(message: string): JournalEnd | undefined {
  const count = Number(readTrailer(message, 'Events'));
  const seal = readTrailer(message, 'Seal');
  return Number.isInteger(count) && seal !== undefined ? { count, seal } : undefined;
}

/** What a trailer says: a line `Key: value` in the last paragraph. */
export function readTrailer(message: string, key: string): string | undefined {
  const lines = message.trimEnd().split('\n\n').at(-1)?.split('\n') ?? [];
  return lines.findLast((line) => line.startsWith(`${key}: `))?.slice(key.length + 2);
}

function trailers(
  journal: readonly Event[],
  end: JournalEnd,
  writer: Pick<Run, 'id' | 'attempt' | 'job'> | undefined,
): readonly string[] {
  const start = journal.find((event) => event.type === 'rollout-started');
  const run = writer ?? latestRun(journal);
  return [
    ...(start === undefined ? [] : [`Rollout: ${oneLine(start.rollout, LINE_LIMIT)}`]),
    ...(run === undefined
      ? []
      : [`Run: ${oneLine(run.id, LINE_LIMIT)}`, `Attempt: ${run.attempt}`]),
    ...(run?.job === undefined ? [] : [`Job: ${oneLine(run.job, LINE_LIMIT)}`]),
    `Events: ${end.count}`,
    `Seal: ${end.seal}`,
  ];
}

function latestRun(journal: readonly Event[]): Run | undefined {
  return journal.findLast((event) => 'run' in event)?.run;
}
