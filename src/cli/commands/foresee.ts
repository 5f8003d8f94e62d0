import {
  describeSight,
  findBlindness,
  formatBlindness,
  printSight,
  type Sight,
} from '../../core/present/foresight.ts';
import type { Plan } from '../../core/plan/plan.ts';
import { parseDuration } from '../../core/quantity/duration.ts';
import { foreseeFromPast, foreseeFromTraffic } from '../../wiring/backtest/sight.ts';
import { publicEnvironment } from '../../wiring/variables.ts';
import type { Options } from '../options.ts';
import { EXIT, type ExitCode, misuse, refuse, type Terminal } from '../terminal.ts';

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
      : await fromPast(plan, history, terminal);
  if ('misuse' in found) return misuse(found.misuse, terminal);
  if ('trouble' in found) return refuse(found.trouble, terminal);
  const { sight, heading } = found;
  if (options.json) terminal.print(JSON.stringify(describeSight(plan, sight)));
  else for (const line of [heading, ...printSight(plan, sight)]) terminal.print(line);
  const blindness = findBlindness(plan, sight);
  for (const one of blindness) terminal.warn(formatBlindness(options.plan, one));
  return blindness.some(({ severity }) => severity === 'error') ? EXIT.bad : EXIT.good;
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

async function fromPast(
  plan: Plan,
  text: string,
  { environment, clock }: Terminal,
): Promise<Found> {
  const ago = text.replace(/^-/, '');
  const length = parseDuration(ago);
  if (!length) {
    return { misuse: `--history wants a duration such as 7d, not ${JSON.stringify(text)}` };
  }
  const sight = await foreseeFromPast(plan, length, {
    environment: publicEnvironment(environment, {}),
    secrets: [],
    clock,
  });
  return typeof sight === 'string'
    ? { trouble: sight }
    : {
        sight,
        heading: `What it can see at the traffic of the last ${ago}, read in ${sight.requests} requests`,
      };
}
