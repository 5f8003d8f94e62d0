import { MARKS } from '../present/marks.ts';
import { formatQuantity, type Unit } from '../quantity/unit.ts';
import { type Axes, drawChart, type Pen } from './chart.ts';
import type { Line } from './line.ts';
import { html, type Markup, NOTHING } from './markup.ts';
import { type Point, rangeOf } from './point.ts';
import type { Said } from './said.ts';
import { roundTicks } from './scale.ts';
import { thinOut } from './thin.ts';
import type { Track } from './track.ts';
import { WORDS } from './verdict.ts';

/** As many points along the time axis as a reader can tell apart. */
const COLUMNS = 200;
/** A limit further away than this many times the largest value would flatten all that happened. */
const FAR = 4;

/** One metric as a chart, above the plan's sentences about it and how each stood at its worst. */
export function chartMetric(track: Track, time: Pick<Axes, 'from' | 'to' | 'marks'>): Markup {
  const { metric, canary, baseline, lines, standing } = track;
  const highest = rangeOf([...canary, ...baseline])?.high ?? 0;
  const near = lines.filter(({ points }) => isNear(points, highest));
  const seen = rangeOf([...canary, ...baseline, ...near.flatMap(({ points }) => points)]);
  const most = Math.max(0, seen?.high ?? 0) || 1;
  const axes: Axes = {
    ...time,
    title: `${metric.name} of canary and stable over time`,
    description: describe(track),
    ticks: roundTicks(most, seen?.low, unitOf(metric.unit, most)),
    format: (value) => formatQuantity(value, metric.unit),
  };
  const chart = drawChart(axes, (pen) => [
    ...drawLines(pen, near, metric.unit),
    pen.line(thinOut(baseline, COLUMNS), 'stable'),
    pen.line(thinOut(canary, COLUMNS), 'canary'),
  ]);
  const mark = standing === undefined ? NOTHING : html`${MARKS[standing]} `;
  return html`<figure class="${standing ?? 'unjudged'}">
    <figcaption>
      <h3>${mark}${metric.name}</h3>
      ${KEYS.canary} ${baseline.length > 0 ? KEYS.stable : NOTHING}
      ${near.length > 0 ? KEYS.limit : NOTHING}
    </figcaption>
    ${chart}
    <ul>
      ${track.said.map(showSaid)} ${noteRest(lines, near, track)}
    </ul>
  </figure>`;
}

const KEYS = {
  canary: html`<span class="key canary">canary</span>`,
  stable: html`<span class="key stable">stable</span>`,
  limit: html`<span class="key limit">limit</span>`,
} as const;

function isNear(points: readonly Point[], highest: number): boolean {
  const most = Math.max(0, rangeOf(points)?.high ?? 0);
  return points.length > 0 && most <= (highest || most) * FAR;
}

/** Bytes are round in steps of 1,024. */
function unitOf(unit: Unit, most: number): number {
  return unit === 'bytes' ? 1024 ** Math.max(0, Math.floor(Math.log(most) / Math.log(1024))) : 1;
}

function drawLines(pen: Pen, lines: readonly Line[], unit: Unit): readonly Markup[] {
  const labelled = new Map(lines.map((line) => [line.value, line]));
  return [
    ...lines.map(({ points }) => pen.limit(thinOut(points, COLUMNS))),
    ...[...labelled.values()].map(({ value, points: [start] }) =>
      value === undefined || start === undefined
        ? NOTHING
        : pen.label(start, formatQuantity(value, unit)),
    ),
  ];
}

function showSaid({ text, standing, dryRun }: Said): Markup {
  const sign = standing === undefined ? '·' : MARKS[standing];
  const words = standing === undefined ? 'not judged' : WORDS[standing];
  return html`<li class="${standing ?? 'unjudged'}">
    <b title="${words}">${sign}</b> <code>${text}</code> <span class="hidden">${words}</span>
    ${dryRun ? '(dry run)' : NOTHING}
  </li>`;
}

function noteRest(lines: readonly Line[], near: readonly Line[], { gaps }: Track): Markup {
  const far = new Set(lines.filter((line) => !near.includes(line)).map(({ value }) => value));
  const notes = [
    ...(far.size > 0
      ? [far.size === 1 ? 'a limit lies beyond the chart' : 'limits lie beyond the chart']
      : []),
    ...(gaps > 0 ? [`${gaps} ${gaps === 1 ? 'look' : 'looks'} without a number`] : []),
  ];
  return notes.length === 0 ? NOTHING : html`<li class="note">${notes.join(' · ')}</li>`;
}

function describe({ metric, canary, baseline }: Track): string {
  const arms = [
    ['The canary', canary],
    ['Stable', baseline],
  ] as const;
  return arms.map(([name, points]) => describeArm(name, points, metric.unit)).join(' ');
}

function describeArm(name: string, points: readonly Point[], unit: Unit): string {
  const range = rangeOf(points);
  const last = points.at(-1);
  if (range === undefined || last === undefined) return `${name} has no numbers.`;
  const [low, high, end] = [range.low, range.high, last.value].map((value) =>
    formatQuantity(value, unit),
  );
  return `${name} lies from ${low} to ${high}, in the end at ${end}.`;
}
