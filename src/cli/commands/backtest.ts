import { caught } from '../../core/backtest/conclusion.ts';
import { parsePlant, type Plant } from '../../core/backtest/plant.ts';
import type { BacktestRequest } from '../../core/backtest/request.ts';
import { formatMoment } from '../../core/backtest/format.ts';
import { describeBacktest } from '../../core/backtest/result.ts';
import { printBacktest } from '../../core/backtest/text.ts';
import { suggest } from '../../core/plan/nearest.ts';
import type { Plan } from '../../core/plan/plan.ts';
import { parseDuration } from '../../core/quantity/duration.ts';
import type { Duration, Instant } from '../../core/quantity/instant.ts';
import { MOMENT_SYNTAX, parseMoment } from '../../core/quantity/moment.ts';
import { backtest } from '../../wiring/backtest/backtest.ts';
import { createPace } from '../../wiring/backtest/sight.ts';
import { openHistory } from '../../wiring/backtest/open-history.ts';
import { publicEnvironment } from '../../wiring/variables.ts';
import type { Options } from '../options.ts';
import { EXIT, type ExitCode, misuse, refuse, type Terminal } from '../terminal.ts';
import { openPlan } from './validate.ts';

/** Distance between signs of life. */
const PROGRESS: Duration = 5_000;

/** Replays the plan over the past: what it would have done, when, and how often for nothing. */
export async function backtestPlan(options: Options, terminal: Terminal): Promise<ExitCode> {
  const { clock } = terminal;
  const document = await openPlan(options.plan, terminal);
  if (document === undefined) return EXIT.bad;
  const request = readRequest(options, document.plan, clock.now());
  if (typeof request === 'string') return misuse(request, terminal);
  const environment = publicEnvironment(
    { ...terminal.environment, ...(options.version !== undefined && { VERSION: options.version }) },
    {},
  );
  const history = openHistory(document.plan, environment);
  if (typeof history === 'string') return refuse(history, terminal);
  const report = await backtest(document, request, {
    history,
    pace: createPace(clock),
    progress: createProgress(clock.now, terminal),
    cancelled: terminal.cancelled,
  });
  if (typeof report === 'string')
    return refuse(`the past could not be replayed: ${report}`, terminal);
  if (options.json) terminal.print(JSON.stringify(describeBacktest(report, document.plan)));
  else for (const line of printBacktest(report, document.plan)) terminal.print(line);
  const { incident } = report;
  return incident === undefined || caught(incident) ? EXIT.good : EXIT.bad;
}

/** Understands the options; a string says what is wrong with them. */
export function readRequest(options: Options, plan: Plan, now: Instant): BacktestRequest | string {
  const from = readMoment('--from', options.from ?? '-7d', now);
  const to = readMoment('--to', options.to ?? 'now', now);
  const incident = readMoment('--incident', options.incident, now);
  const began = readMoment('--began', options.began, now);
  for (const moment of [from, to, incident, began]) {
    if (typeof moment === 'string') return moment;
  }
  const every = options.every === undefined ? undefined : parseDuration(options.every);
  if (options.every !== undefined && !every) {
    return `--every wants a duration such as 30m, not ${JSON.stringify(options.every)}`;
  }
  const plants = options.plant.map((text) => readPlant(text, plan));
  const wrong = plants.find((plant) => typeof plant === 'string');
  if (wrong !== undefined) return wrong;
  const period = { from: Number(from), to: Number(to) };
  if (period.from >= period.to) return '--from must lie before --to';
  return {
    period,
    plants: plants.filter((plant): plant is Plant => typeof plant !== 'string'),
    seed: options.seed,
    ...(typeof incident === 'number' && { incident }),
    ...(typeof began === 'number' && { began }),
    ...(every !== undefined && { every }),
  };
}

function readMoment(
  name: string,
  text: string | undefined,
  now: Instant,
): Instant | string | undefined {
  if (text === undefined) return undefined;
  return (
    parseMoment(text, now) ?? `${name} is no moment: ${JSON.stringify(text)}; ${MOMENT_SYNTAX}`
  );
}

function readPlant(text: string, { metrics }: Plan): Plant | string {
  const plant = parsePlant(text);
  if (typeof plant === 'string') return `--plant: ${plant}`;
  const names = metrics.map(({ name }) => name);
  const metric = metrics.find(({ name }) => name === plant.metric);
  if (metric === undefined) {
    const help = suggest(plant.metric, names, `there are ${names.join(', ')}`);
    return `--plant: there is no metric ${plant.metric}: ${help}`;
  }
  const isShare = metric.shape.kind === 'proportion';
  return plant.change.kind === 'plus' && !isShare
    ? `--plant: ${plant.metric} is no share: multiply it, as in ${plant.metric}=x2`
    : plant;
}

function createProgress(now: () => Instant, { warn }: Terminal) {
  let saidAt = now();
  return (done: number, of: number, at: Instant) => {
    if (now() - saidAt < PROGRESS) return;
    saidAt = now();
    warn(`${done} of ${of} starts replayed, now at ${formatMoment(at)}`);
  };
}
