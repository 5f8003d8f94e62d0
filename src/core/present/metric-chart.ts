import type { CriterionReport } from '../judge/report.ts';
import { valueOf } from '../judge/value.ts';
import type { Arm, Measurement } from '../measurement.ts';
import type { Metric, Plan } from '../plan/plan.ts';
import type { Unit } from '../quantity/unit.ts';
import type { State } from '../rollout/state.ts';
import { assessHealth } from './health.ts';
import { drawXyChart, type Series } from './xy-chart.ts';

/** As many points as a reader can tell apart in the width of a comment. */
const MOST_COLUMNS = 48;

const HEIGHT = 260;

/** A limit further away than this many times the largest value would flatten all that happened. */
const FAR = 4;

/**
 * The leading metric in the latest phase as a Mermaid chart, canary and stable, with the limit it must keep where
 * that is near: of the metric that stands worst, or else of the first. Undefined before two looks brought
 * numbers. Where there are more looks than columns neighbours are pooled, but the last point is the last look.
 */
export function chartLeadingMetric(
  state: State,
  criteria: readonly CriterionReport[],
  plan: Plan | undefined,
): string | undefined {
  if (plan === undefined) return undefined;
  for (const { metric: name, report } of assessHealth(criteria)?.parts ?? []) {
    const metric = plan.metrics.find((one) => one.name === name);
    const chart = metric && chartMetric(state, metric, limitOf(report, plan, state.current));
    if (chart !== undefined) return chart;
  }
  return undefined;
}

function chartMetric(state: State, metric: Metric, limit: number | undefined): string | undefined {
  const looks = state.measurements.filter((one) => one.metric === metric.name && one.to > one.from);
  const groups = group(looks);
  const canary = follow(metric, groups, 'canary');
  const [first, last] = [looks[0], looks.at(-1)];
  if (canary.length < 2 || first === undefined || last === undefined) return undefined;
  const baseline = follow(metric, groups, 'baseline');
  const highest = Math.max(...canary, ...baseline);
  const isNear = limit !== undefined && limit > 0 && (highest <= 0 || limit <= highest * FAR);
  const most = Math.max(highest, isNear ? limit : 0) || 1;
  const { factor, unit } = scaleOf(metric.unit, most);
  const lines: readonly (Series | undefined)[] = [
    { label: 'canary', color: 'blue', values: canary },
    baseline.length > 0 ? { label: 'stable', color: 'grey', values: baseline } : undefined,
    isNear ? { label: 'limit', color: 'red', values: canary.map(() => limit) } : undefined,
  ];
  return drawXyChart({
    title: `${metric.name} in ${state.started.plan.phases[state.current]?.name ?? 'the phase'}`,
    span: last.to - first.to,
    unit,
    most: most * factor * 1.05,
    height: HEIGHT,
    series: lines
      .filter((line) => line !== undefined)
      .map((line) => ({ ...line, values: line.values.map((value) => value * factor) })),
  });
}

/** Looks in as many groups as there are columns, equally many in each but the last, which has the last alone. */
function group(looks: readonly Measurement[]): readonly (readonly Measurement[])[] {
  const size = Math.ceil(looks.length / MOST_COLUMNS);
  const groups: Measurement[][] = [];
  for (let end = looks.length - 1; end > 0; end -= size) {
    groups.unshift(looks.slice(Math.max(0, end - size), end));
  }
  return [...groups, looks.slice(-1)];
}

/** One value for each group; one without a number has that of the one before it. Empty where none has any. */
function follow(
  metric: Metric,
  groups: readonly (readonly Measurement[])[],
  arm: Arm,
): readonly number[] {
  const means = groups.map((looks) => meanOf(metric, looks, arm));
  const first = means.find((mean) => mean !== undefined);
  if (first === undefined) return [];
  let known = first;
  return means.map((mean) => (known = mean ?? known));
}

/** The mean, every look counted by its observations: of shares exactly the share of them all. */
function meanOf({ shape }: Metric, looks: readonly Measurement[], arm: Arm): number | undefined {
  const values = looks.flatMap(({ from, to, [arm]: reading }) => {
    const value =
      reading.outcome === 'sample' ? valueOf(shape, reading.sample, to - from) : undefined;
    return value !== undefined && Number.isFinite(value.value) ? [value] : [];
  });
  const weight = values.reduce((sum, { samples }) => sum + samples, 0);
  const count = values.length;
  if (count === 0) return undefined;
  return weight > 0
    ? values.reduce((sum, { value, samples }) => sum + value * samples, 0) / weight
    : values.reduce((sum, { value }) => sum + value, 0) / count;
}

/** The plain limit that a criterion, or a condition, sets its metric. */
function limitOf(
  { criterion, role }: CriterionReport,
  { phases, rollback }: Plan,
  phase: number,
): number | undefined {
  const sentences = role === 'condition' ? rollback : (phases[phase]?.criteria ?? []);
  const test = sentences.find(({ text }) => text === criterion)?.test;
  return test?.kind === 'limit' ? test.value : undefined;
}

/** What the axis is numbered in, and by what a value in its base unit is multiplied for it. */
function scaleOf(unit: Unit, most: number): { readonly factor: number; readonly unit: string } {
  switch (unit) {
    case 'ratio':
      return { factor: 100, unit: '%' };
    case 'seconds':
      return most < 1 ? { factor: 1_000, unit: 'ms' } : { factor: 1, unit: 's' };
    case 'bytes':
      return most < 2 ** 30 ? { factor: 2 ** -20, unit: 'MiB' } : { factor: 2 ** -30, unit: 'GiB' };
    case 'per-second':
      return { factor: 1, unit: 'per second' };
    case 'number':
      return { factor: 1, unit: 'value' };
  }
}
