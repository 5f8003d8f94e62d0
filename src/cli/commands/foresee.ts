import { createSystemClock } from '../../adapters/clock/system.ts';
import {
  adviseOnBlindness,
  describeSight,
  printSight,
  seesNothing,
  type Sight,
} from '../../core/present/foresight.ts';
import type { Plan } from '../../core/plan/plan.ts';
import { parseDuration } from '../../core/quantity/duration.ts';
import type { Duration } from '../../core/quantity/instant.ts';
import { openHistory } from '../../wiring/backtest/open-history.ts';
import { foreseeFromHistory, foreseeFromTraffic } from '../../wiring/backtest/sight.ts';
import { publicEnvironment } from '../../wiring/variables.ts';
import type { Options } from '../options.ts';
import { EXIT, type ExitCode, type Terminal } from '../terminal.ts';

/** Distance between questions to the provider: five a second. */
const PACE: Duration = 200;

/** Whether foresight was asked for. */
export function wantsForesight({ history, requestsPerSecond }: Options): boolean {
  return history !== undefined || requestsPerSecond !== undefined;
}

/** Says what the plan can see at the traffic of the past, or at so much of it. A sentence that can never conclude is bad. */
export async function foreseePlan(
  plan: Plan,
  options: Options,
  terminal: Terminal,
): Promise<ExitCode> {
  const { history, requestsPerSecond } = options;
  const found =
    history === undefined
      ? fromTraffic(plan, requestsPerSecond ?? '')
      : await fromHistory(plan, history, terminal);
  if ('misuse' in found) {
    terminal.warn(`sluice: ${found.misuse}`);
    return EXIT.misused;
  }
  if ('trouble' in found) {
    terminal.warn(found.trouble);
    return EXIT.bad;
  }
  const { sight, heading } = found;
  if (options.json) terminal.print(JSON.stringify(describeSight(plan, sight)));
  else for (const line of [heading, ...printSight(plan, sight)]) terminal.print(line);
  const warnings = sight.foreseen.flatMap((one) => adviseOnBlindness(plan, one));
  for (const warning of warnings) terminal.warn(`warning: ${warning}`);
  return sight.foreseen.some(seesNothing) ? EXIT.bad : EXIT.good;
}

type Found =
  | { readonly sight: Sight; readonly heading: string }
  | { readonly misuse: string }
  | { readonly trouble: string };

function fromTraffic(plan: Plan, text: string): Found {
  const perSecond = Number(text);
  return perSecond > 0 && Number.isFinite(perSecond)
    ? {
        sight: foreseeFromTraffic(plan, perSecond),
        heading: `What it can see at ${text} requests/s, where stable shows what the plan takes for healthy`,
      }
    : { misuse: `--requests-per-second wants a number above 0, not ${JSON.stringify(text)}` };
}

async function fromHistory(plan: Plan, text: string, { environment }: Terminal): Promise<Found> {
  const length = parseDuration(text.replace(/^-/, ''));
  if (!length)
    return { misuse: `--history wants a duration such as 7d, not ${JSON.stringify(text)}` };
  const clock = createSystemClock();
  const history = openHistory(plan, publicEnvironment(environment, {}));
  if (typeof history === 'string') return { trouble: history };
  const to = clock.now();
  const sight = await foreseeFromHistory(plan, { from: to - length, to }, history, () =>
    clock.until(clock.now() + PACE),
  );
  return typeof sight === 'string'
    ? { trouble: `the past could not be read: ${sight}` }
    : {
        sight,
        heading: `What it can see at the traffic of the last ${text.replace(/^-/, '')}, read in ${sight.requests} requests`,
      };
}
