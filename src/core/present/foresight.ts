import type { Foresight } from '../judge/foresight/foresight.ts';
import type { UsualMetric, UsualTraffic } from '../judge/foresight/traffic.ts';
import { quantileOf } from '../judge/quantile.ts';
import type { Metric, Plan, Position } from '../plan/plan.ts';
import { formatDuration } from '../quantity/duration.ts';
import { formatQuantity } from '../quantity/unit.ts';
import { block } from './markdown.ts';
import { layOut } from '../backtest/format.ts';

/** What a plan can see, at the usual traffic and in quiet hours. */
export interface Sight {
  readonly usual: UsualTraffic;
  readonly foreseen: readonly Foresight[];
  /** In the same order; undefined where nothing is known of quiet hours. */
  readonly inQuiet: readonly Foresight[] | undefined;
}

/** The same for machines. */
export function describeSight(plan: Plan, { foreseen, inQuiet }: Sight) {
  return {
    schema: 1,
    sentences: foreseen.map(
      ({ phase, sentence, role, falseAlarms, allowed, detectable, blind }, index) => ({
        phase: plan.phases[phase]?.name ?? '',
        sentence: sentence.text,
        role,
        falseAlarms,
        ...(allowed !== undefined && { allowed }),
        // Infinity is no JSON: null says that nothing would be seen.
        detectable: Number.isFinite(detectable) ? detectable : null,
        ...(inQuiet && {
          detectableInQuiet: Number.isFinite(inQuiet[index]?.detectable)
            ? inQuiet[index]?.detectable
            : null,
        }),
        ...(blind && { blind }),
      }),
    ),
  };
}

/** The same for a page. */
export function describeSightInMarkdown(plan: Plan, sight: Sight): string {
  const lines = printSight(plan, sight).map((line) => line.replace(/^ {2}/, ''));
  return `### What it can see\n\n${block('text', lines)}\n`;
}

/** The table of what each sentence can see in each phase. */
export function printSight(plan: Plan, { usual, foreseen, inQuiet }: Sight): readonly string[] {
  const unforeseen = plan.metrics.filter(({ name }) => !usual.has(name)).map(({ name }) => name);
  const head = ['phase', 'sentence', 'sees, 4 times in 5', ...(inQuiet ? ['in quiet hours'] : [])];
  const rows = foreseen.map((one, index) => [
    plan.phases[one.phase]?.name ?? '',
    one.sentence.text,
    describeRatio(one.detectable),
    ...(inQuiet ? [describeRatio(inQuiet[index]?.detectable ?? Number.POSITIVE_INFINITY)] : []),
  ]);
  return [
    ...plan.metrics.flatMap((metric) => {
      const known = usual.get(metric.name);
      return known === undefined ? [] : [`  ${metric.name}: ${describeUsual(metric, known)}`];
    }),
    ...(unforeseen.length > 0 ? [`  nothing is known of ${unforeseen.join(', ')}`] : []),
    '',
    ...(rows.length > 0
      ? layOut([head, ...rows]).map((line) => `  ${line}`)
      : [
          usual.size > 0
            ? '  no sentence compares with stable: limits need no evidence'
            : '  so nothing can be foreseen',
        ]),
  ];
}

function describeUsual({ shape }: Metric, usual: UsualMetric): string {
  switch (usual.kind) {
    case 'proportion':
      return `${perSecond(usual.perSecond)}, ${formatQuantity(usual.rate, 'ratio')} of them counted`;
    case 'latency': {
      const quantile = shape.kind === 'latency' ? shape.quantile : 0.5;
      const value = quantileOf(usual.buckets, quantile)?.value ?? Number.NaN;
      return `${perSecond(usual.perSecond)}, ${quantile * 100} of 100 within ${formatQuantity(value, 'seconds')}`;
    }
    case 'count':
      return formatQuantity(usual.perSecond, 'per-second');
    case 'gauge':
      return `pods differ by ${formatQuantity(usual.deviation, 'ratio')} from look to look`;
  }
}

function perSecond(value: number): string {
  return `${formatQuantity(value, 'number')} requests/s`;
}

/** @example 2.13 times as many; 0.62 where less is harm; `nothing` where no harm would be shown */
function describeRatio(ratio: number): string {
  return isSeen(ratio) ? `${ratio.toPrecision(3)}x stable` : 'nothing';
}

/** A sentence that is blind in a phase. */
export interface Blindness {
  /** `error` where it can never conclude, however bad the canary. */
  readonly severity: 'error' | 'warning';
  readonly position: Position;
  /** What it cannot see, and what would be enough. */
  readonly message: string;
}

/** Sentences that cannot see a plain harm in their phase, at the usual traffic. */
export function findBlindness(plan: Plan, { foreseen }: Sight): readonly Blindness[] {
  return foreseen.flatMap((one) => {
    const { sentence, blind } = one;
    if (blind === undefined && !seesNothing(one)) return [];
    const severity = seesNothing(one) ? 'error' : 'warning';
    return [{ severity, position: sentence.position, message: describeBlindness(plan, one) }];
  });
}

/** One line that names the place, as problems of a plan do. */
export function formatBlindness(path: string, { severity, position, message }: Blindness): string {
  return `${path}:${position.line}:${position.column}: ${severity}: ${message}`;
}

function describeBlindness(plan: Plan, { phase, sentence, detectable, blind }: Foresight): string {
  const { name = '', bake = 0 } = plan.phases[phase] ?? {};
  const sees = isSeen(detectable)
    ? `sees nothing below ${describeRatio(detectable)}`
    : 'can never conclude';
  const remedies = [
    ...(blind?.bake === undefined ? [] : [`bake ${formatDuration(blind.bake)}`]),
    ...(blind?.weight === undefined ? [] : [`give it ${blind.weight}%`]),
  ];
  const help = remedies.length > 0 ? remedies.join(', or ') : 'there is too little traffic for it';
  const harm = blind === undefined ? '' : `to see ${describeRatio(blind.harm)}, `;
  return `${name}: \`${sentence.text}\` ${sees} within ${formatDuration(bake)}: ${harm}${help}`;
}

function seesNothing({ detectable }: Foresight): boolean {
  return !isSeen(detectable);
}

function isSeen(ratio: number): boolean {
  return Number.isFinite(ratio) && ratio > 0;
}
