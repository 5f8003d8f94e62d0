import { assumeTraffic } from '../../core/backtest/assumed.ts';
import { foresee } from '../../core/judge/foresight/foresight.ts';
import type { Plan } from '../../core/plan/plan.ts';
import type { Interval } from '../../core/quantity/instant.ts';
import type { Sight } from '../../core/present/foresight.ts';
import type { History } from '../../ports/history.ts';
import { readUsualTraffic } from './usual.ts';

/** What the plan can see at the traffic of the past; a string says why that cannot be told. */
export async function foreseeFromHistory(
  plan: Plan,
  period: Interval,
  history: History,
  pace: () => Promise<void>,
): Promise<(Sight & { readonly requests: number }) | string> {
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
