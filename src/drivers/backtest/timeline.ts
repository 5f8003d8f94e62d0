import { createSurveyor, type Survey } from '../../core/backtest/survey.ts';
import type { Arm, ArmReading } from '../../core/measurement.ts';
import type { Metric } from '../../core/plan/plan.ts';
import type { Instant, Interval } from '../../core/quantity/instant.ts';
import type { History } from '../../ports/history.ts';

/** The history of metrics, read in large pieces as it is needed and forgotten when it is over. */
export interface Timeline {
  /** Reads what is not known yet of this stretch and forgets what ended before it. A string says why not. */
  cover(stretch: Interval, arms: readonly Arm[]): Promise<string | undefined>;
  /** Whether something is not known of the stretch, which must have been covered. */
  hasGap(stretch: Interval): boolean;
  /** What was measured over the interval; it must have been covered. */
  at(metric: string, arm: Arm, interval: Interval): ArmReading;
  surveys(): readonly Survey[];
  requests(): number;
}

/** Numbers that one answer may hold: about 3 MB of JSON. */
const WANTED_VALUES = 100_000;
const FIRST_COUNT = 60;
/** Prometheus refuses more than 11,000 steps. */
const MOST_STEPS = 10_000;

/**
 * @param end nothing is read beyond it
 * @param pace is awaited before every question: a provider has other people to serve
 */
export function createTimeline(
  history: History,
  metrics: readonly Metric[],
  end: Instant,
  pace: () => Promise<void>,
): Timeline {
  const threads = new Map<string, Thread>();
  let requests = 0;

  function threadOf(metric: Metric, arm: Arm): Thread {
    const key = `${arm}/${metric.name}`;
    const known = threads.get(key);
    if (known !== undefined) return known;
    const thread = createThread(metric, arm, end);
    threads.set(key, thread);
    return thread;
  }

  return {
    async cover(stretch, arms) {
      for (const metric of metrics) {
        for (const arm of arms) {
          const thread = threadOf(metric, arm);
          thread.forget(stretch.from);
          for (let ask = thread.missing(stretch); ask; ask = thread.missing(stretch)) {
            await pace();
            const answer = await history.read({ metric, arm, ...ask });
            if (answer.outcome === 'failed') {
              if (isTooMuch(answer.reason) && thread.askForLess()) continue;
              return `${metric.name}: ${answer.detail}`;
            }
            requests += answer.requests;
            const broken = answer.readings.find((reading) => reading.outcome === 'error');
            if (broken !== undefined) return `${metric.name}: ${broken.detail}`;
            thread.add(ask.first, answer.readings, answer.values);
          }
        }
      }
      return undefined;
    },
    hasGap: (stretch) => [...threads.values()].some((thread) => thread.hasGap(stretch)),
    at(metric, arm, interval) {
      const reading = threads.get(`${arm}/${metric}`)?.at(interval.to);
      if (reading === undefined) throw new Error(`the history of ${metric} was not read`);
      return reading;
    },
    surveys: () => [...threads.values()].map((thread) => thread.survey()),
    requests: () => requests,
  };
}

/** A slow or overlong answer may be one to a question that asks for too much at once. */
function isTooMuch(reason: string): boolean {
  return reason === 'timeout' || reason === 'malformed';
}

interface Thread {
  forget(before: Instant): void;
  /** What to ask for next so that the stretch is covered; undefined when it is. */
  missing(stretch: Interval): { readonly first: Instant; step: number; count: number } | undefined;
  add(first: Instant, readings: readonly ArmReading[], values: number): void;
  askForLess(): boolean;
  at(end: Instant): ArmReading | undefined;
  hasGap(stretch: Interval): boolean;
  survey(): Survey;
}

/** One metric of one version: readings at the ends of intervals that follow one another without gap. */
function createThread({ name, looks }: Metric, arm: Arm, horizon: Instant): Thread {
  const step = looks.interval;
  const offset = looks.initialDelay % step;
  const surveyor = createSurveyor(name, arm, step);
  let readings: readonly ArmReading[] = [];
  /** Number of the interval that the first reading is of; interval n ends at n * step + offset. */
  let begin: number | undefined;
  let count = FIRST_COUNT;

  const numberOf = (end: Instant) => Math.round((end - offset) / step);
  const endOf = (number: number) => number * step + offset;

  return {
    forget(before) {
      if (begin === undefined) return;
      const dropped = Math.min(readings.length, Math.max(0, numberOf(before) - begin));
      readings = readings.slice(dropped);
      begin += dropped;
    },
    missing({ from, to }) {
      if (begin === undefined || readings.length === 0) begin = numberOf(from);
      const next = begin + readings.length;
      if (endOf(next) - step >= to) return undefined;
      // The stretch itself is always read, also where its last interval ends a little after the horizon.
      const last = Math.max(numberOf(to), numberOf(horizon));
      return { first: endOf(next), step, count: Math.max(1, Math.min(count, last - next + 1)) };
    },
    add(first, more, values) {
      readings = [...readings, ...more];
      more.forEach((reading, index) => surveyor.note(first + index * step, reading));
      const perStep = Math.max(1, values / more.length);
      count = Math.max(1, Math.min(MOST_STEPS, 8 * count, Math.floor(WANTED_VALUES / perStep)));
    },
    askForLess() {
      if (count <= 1) return false;
      count = Math.max(1, Math.floor(count / 4));
      return true;
    },
    at: (end) => (begin === undefined ? undefined : readings[numberOf(end) - begin]),
    hasGap({ from, to }) {
      const first = begin ?? 0;
      return readings
        .slice(Math.max(0, numberOf(from) + 1 - first), Math.max(0, numberOf(to) + 1 - first))
        .some(({ outcome }) => outcome !== 'sample');
    },
    survey: surveyor.survey,
  };
}
