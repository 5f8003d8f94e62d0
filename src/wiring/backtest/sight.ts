import { assumeTraffic } from '../../core/backtest/assumed.ts';
import { foresee } from '../../core/judge/foresight/foresight.ts';
import type { Plan } from '../../core/plan/plan.ts';
import type { Sight } from '../../core/present/foresight.ts';
import type { Duration, Interval } from '../../core/quantity/instant.ts';
import type { Clock } from '../../ports/clock.ts';
import type { History } from '../../ports/history.ts';
import type { Surroundings } from '../world.ts';
import { openHistory } from './open-history.ts';
import { readUsualTraffic } from './usual.ts';

/** Distance between questions to a provider: five a second. */
const PACE: Duration = 200;

/** What a plan can see, with what it cost to find out. */
export interface FoundSight extends Sight {
  readonly requests: number;
}

/** What the plan can see at the traffic of the last `length`; a string says why that cannot be told. */
export async function foreseeFromPast(
  plan: Plan,
  length: Duration,
  { environment, secrets, clock }: Pick<Surroundings, 'environment' | 'secrets' | 'clock'>,
): Promise<FoundSight | string> {
  const history = openHistory(plan, environment, secrets);
  if (typeof history === 'string') return history;
  const to = clock.now();
  const found = await foreseeFromHistory(
    plan,
    { from: to - length, to },
    history,
    createPace(clock),
  );
  if (typeof found === 'string') return `the past could not be read: ${found}`;
  const unknown = plan.metrics.filter(
    ({ name, source, shape }) =>
      source.kind === 'prometheus' && shape.kind !== 'gauge' && !found.usual.has(name),
  );
  return unknown.length === 0
    ? found
    : `the past holds no traffic of ${plan.target.stable} in ${unknown.map(({ name }) => name).join(', ')}: is that what stable was called, and does the provider keep data that long?`;
}

/** What the plan can see at the traffic of a stretch of the past; a string says why that cannot be told. */
export async function foreseeFromHistory(
  plan: Plan,
  period: Interval,
  history: History,
  pace: () => Promise<void>,
): Promise<FoundSight | string> {
  const known = await readUsualTraffic(plan, period, history, pace);
  if (typeof known === 'string') return known;
  const { usual, quiet, requests } = known;
  return { usual, requests, foreseen: foresee(plan, usual), inQuiet: foresee(plan, quiet) };
}

/** What the plan can see with so many requests per second, where its metrics are as it wants them. */
export function foreseeFromTraffic(plan: Plan, perSecond: number): Sight {
  const usual = assumeTraffic(plan, perSecond);
  return { usual, foreseen: foresee(plan, usual), inQuiet: undefined };
}

/** To be awaited before every question. */
export function createPace(clock: Clock): () => Promise<void> {
  return () => clock.until(clock.now() + PACE);
}
