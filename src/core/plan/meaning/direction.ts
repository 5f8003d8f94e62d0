import type { Notes } from '../notes.ts';
import type { MetricShape } from '../plan.ts';
import type { Claim } from '../sentence/syntax.ts';
import { quote } from '../wording.ts';
import type { Claimed } from './claim.ts';

type Way = 'up' | 'down';

/**
 * Warns about a sentence that points the wrong way: a criterion that asks for many failures, a condition
 * that rolls back because there are few. Which way harm lies is known for shares and latencies only.
 */
export function checkDirection(
  { claim, name, metric, role, positionAt }: Claimed,
  notes: Notes,
): void {
  const harm = metric && wayOfHarm(metric.shape);
  const bounded = wayBounded(claim.value);
  if (harm === undefined || bounded === undefined) return;
  if (role === 'criterion' ? bounded === harm : bounded !== harm) return;
  const more = harm === 'up' ? 'more' : 'less';
  notes.warnAt(
    positionAt(claim.index),
    'wrong-way',
    `${more} of ${quote(name)} is worse, but this ${role} ${role === 'criterion' ? 'asks for' : 'acts on'} the opposite`,
    role === 'criterion'
      ? 'a criterion says what is healthy: turn the comparison round, or move the sentence to `rollback`'
      : 'a rollback condition says what is harmful: turn the comparison round',
  );
}

function wayOfHarm(shape: MetricShape): Way | undefined {
  if (shape.kind === 'latency') return 'up';
  if (shape.kind !== 'proportion') return undefined;
  return shape.counts === 'failures' ? 'up' : 'down';
}

/** Which way the claim sets a bound: `< 1%` stops the way up, as does `no significant increase`; `> 1%` the way down. */
function wayBounded(claim: Claim): Way | undefined {
  if (claim.kind === 'limit' || claim.kind === 'baseline') {
    return claim.operator.startsWith('<') ? 'up' : 'down';
  }
  if (claim.direction === 'change') return undefined;
  const isUpper = (claim.direction === 'increase') === (claim.kind === 'no-significant');
  return isUpper ? 'up' : 'down';
}
