import { formatQuantity } from '../../quantity/unit.ts';
import type { Unit } from '../../quantity/unit.ts';
import type { Notes } from '../notes.ts';
import type { Metric } from '../plan.ts';
import type { Claim } from '../sentence/syntax.ts';
import { domainOf, verdictOverDomain } from '../domain.ts';
import { quote } from '../wording.ts';
import type { Claimed } from './claim.ts';

type Limit = Extract<Claim, { kind: 'limit' }>;

/** Whether a limit bears its metric's unit and divides what the metric can be; otherwise notes why not. */
export function checkLimit(limit: Limit, claimed: Claimed, notes: Notes): boolean {
  const { metric } = claimed;
  if (metric === undefined) return true;
  return checkUnit(limit, claimed, metric, notes) && checkDomain(limit, claimed, metric, notes);
}

function checkUnit(limit: Limit, claimed: Claimed, metric: Metric, notes: Notes): boolean {
  const { unit, value } = limit.quantity.value;
  if (unit === metric.unit) return true;
  const written = formatQuantity(value, unit);
  notes.errorAt(
    claimed.positionAt(limit.quantity.index),
    'wrong-unit',
    `${quote(metric.name)} is measured in ${NAMES[metric.unit]}, ${quote(written)} is ${unit === 'number' ? 'a bare number' : `in ${NAMES[unit]}`}`,
    adviceFor(metric, unit, value),
  );
  return false;
}

const NAMES: Readonly<Record<Unit, string>> = {
  ratio: 'percent',
  seconds: 'seconds',
  bytes: 'bytes',
  'per-second': 'events per second',
  number: 'plain numbers',
};

function adviceFor({ name, unit, shape }: Metric, found: Unit, value: number): string {
  if (unit === 'number') {
    return shape.kind === 'gauge'
      ? `leave the unit out, or declare it: \`${name}: { unit: ${found} }\``
      : 'leave the unit out';
  }
  const bare = found === 'number' ? String(value) : undefined;
  const advice = {
    ratio: `write a percentage, such as \`${bare ?? '0.1'}%\``,
    seconds: `write a time, such as \`${bare ?? '2'}s\` or \`${bare ?? '200'}ms\``,
    bytes: `write a size, such as \`${bare ?? '512'}MiB\``,
    'per-second': `write a rate, such as \`${bare ?? '5'}/s\``,
  };
  return advice[unit];
}

function checkDomain(limit: Limit, claimed: Claimed, metric: Metric, notes: Notes): boolean {
  const domain = domainOf(metric);
  const { operator, quantity } = limit;
  const verdict = verdictOverDomain(domain, operator, quantity.value.value);
  if (verdict === 'depends') return true;
  const written = `${metric.name} ${operator} ${formatQuantity(quantity.value.value, metric.unit)}`;
  const most = Number.isFinite(domain.high) ? formatQuantity(domain.high, metric.unit) : undefined;
  const least = formatQuantity(domain.low, metric.unit);
  notes.errorAt(
    claimed.positionAt(limit.quantity.index),
    'impossible-limit',
    `${quote(written)} is ${verdict} true`,
    most === undefined
      ? `it is never below ${least}: write a limit above that`
      : `it lies between ${least} and ${most}: write a limit in between`,
  );
  return false;
}
