import type { BurnLimit, ErrorBudgetGate } from '../../../core/plan/gate/budget.ts';
import { holds } from '../../../core/quantity/comparison.ts';
import { writeDuration } from '../../../core/quantity/duration.ts';
import { budgetLeft, burnRate } from '../../../core/quantity/error-budget.ts';
import type { Outcomes } from '../../../core/quantity/error-budget.ts';
import type { Duration, Instant } from '../../../core/quantity/instant.ts';
import { formatQuantity } from '../../../core/quantity/unit.ts';
import { createPrometheusClient } from '../../metrics/prometheus/client.ts';
import { broken, open, shut } from '../look.ts';
import type { Look } from '../look.ts';
import { countOutcomes } from './count.ts';

/**
 * Shut while the error budget is spent too fast, or too little of it is left: over the window of the objective,
 * and over every window of its burn limits. No requests in one of them are no proof.
 */
export async function lookAtErrorBudget(
  gate: ErrorBudgetGate,
  now: Instant,
  environment: Readonly<Record<string, string>>,
): Promise<Look> {
  const wanted = describeWanted(gate);
  const client = createPrometheusClient({ ...gate.connection, timeout: gate.timeout }, environment);
  const windows = [...new Set([gate.window, ...gate.burn.flatMap((limit) => limit.windows)])];
  const counted = new Map<Duration, Outcomes>();
  const counts = await Promise.all(
    windows.map((window) => countOutcomes(client, gate.queries, window, now)),
  );
  for (const [index, window] of windows.entries()) {
    const count = counts[index];
    if (count?.outcome === 'obtained') counted.set(window, count.value);
    else {
      const found = `over ${writeDuration(window)}: ${count?.detail ?? 'not asked'}`;
      return broken(found, wanted, 'mend the queries or the connection of this gate');
    }
  }
  return judge(gate, counted, wanted);
}

function judge(
  gate: ErrorBudgetGate,
  counted: ReadonlyMap<Duration, Outcomes>,
  wanted: string,
): Look {
  const { objective, remaining, window } = gate;
  const outcomesOf = (length: Duration) => counted.get(length) ?? NOTHING;
  const left = budgetLeft(outcomesOf(window), objective);
  const burning = gate.burn.map(({ factor, windows }) => {
    const rates = windows.map((length) => burnRate(outcomesOf(length), objective));
    const text = windows.map((length, index) => describeRate(rates[index] ?? Number.NaN, length));
    // Not below the limit is over it: what is no number keeps the gate shut.
    return { text: text.join(' and '), isOver: !rates.some((rate) => rate <= factor) };
  });
  const isLeft = holds(left, remaining.operator, remaining.value);
  const share = `${formatQuantity(left, 'ratio')} of the budget is left`;
  const over = burning.filter(({ isOver }) => isOver);
  if (isLeft && over.length === 0) {
    return open([share, ...burning.map(({ text }) => text)].join(', '), wanted);
  }
  const found = [...(isLeft ? [] : [share]), ...over.map(({ text }) => text)].join(', ');
  return shut(found, wanted, remedyFor(over.length > 0));
}

/** What nobody counted makes every rate no number, which satisfies nothing. */
const NOTHING: Outcomes = { failures: Number.NaN, total: Number.NaN };

function describeRate(rate: number, window: Duration): string {
  return `burning ${formatQuantity(rate, 'number')}x over ${writeDuration(window)}`;
}

function remedyFor(isBurning: boolean): string {
  return isBurning
    ? 'see what fails now, and wait until it no longer does'
    : 'wait until older failures leave the window, or mend what spends the budget';
}

function describeWanted({ objective, window, burn, remaining }: ErrorBudgetGate): string {
  const limits = burn.map(({ text }: BurnLimit) => `at most ${text}`);
  const budget = `${remaining.operator} ${formatQuantity(remaining.value, 'ratio')} of the budget left`;
  const share = `${Number((objective * 100).toPrecision(12))}%`;
  return [`${budget} (${share} over ${writeDuration(window)})`, ...limits].join(', ');
}
