import { formatQuantity } from '../quantity/unit.ts';
import { type Axes, drawChart } from './chart.ts';
import type { Chronicle } from './chronicle.ts';
import { html, type Markup, NOTHING } from './markup.ts';
import { thinOut } from './thin.ts';
import type { LimitLine, Track } from './track.ts';

/** As many points along the time axis as a reader can tell apart. */
const COLUMNS = 200;
/** A limit further away than this many times the largest value would flatten all that happened. */
const FAR = 4;

/** The canary's weight, then every metric: small charts over the same stretch of time. */
export function showCharts(chronicle: Chronicle): Markup {
  return html`<section>
    <h2>What happened</h2>
    <div class="charts">
      ${chartWeight(chronicle)} ${chronicle.tracks.map((track) => chartMetric(track, chronicle))}
    </div>
    ${explainMissing(chronicle)}
  </section>`;
}

function explainMissing({ plan, tracks }: Chronicle): Markup {
  if (plan === undefined)
    return html`<p class="note">
      The plan in the ledger cannot be read by this version: the metrics are not drawn.
    </p>`;
  return tracks.length === 0 ? html`<p class="note">Nothing was measured.</p>` : NOTHING;
}

function chartWeight(chronicle: Chronicle): Markup {
  const { state, to } = chronicle;
  const points = state.weights.map(({ at, weight }) => ({ at, value: weight }));
  const last = points.at(-1);
  const axes: Axes = {
    label: 'The weight of the canary over time',
    ...spanOf(chronicle),
    most: 100,
    format: (value) => `${value}%`,
  };
  const chart = drawChart(axes, (pen) => [
    pen.steps(last === undefined ? points : [...points, { at: to, value: last.value }], 'canary'),
  ]);
  return html`<figure>
    <figcaption><b>Weight</b> of the canary</figcaption>
    ${chart}
  </figure>`;
}

function chartMetric(track: Track, chronicle: Chronicle): Markup {
  const { metric, canary, baseline, limits, gaps } = track;
  const highest = Math.max(0, ...[...canary, ...baseline].map(({ value }) => value));
  const near = limits.filter(({ value }) => value > 0 && value <= (highest || value) * FAR);
  const axes: Axes = {
    label: `${metric.name} of canary and stable over time`,
    ...spanOf(chronicle),
    most: Math.max(highest, ...near.map(({ value }) => value)) || 1,
    format: (value) => formatQuantity(value, metric.unit),
  };
  const chart = drawChart(axes, (pen) => [
    ...near.map(({ value }) => pen.level(value, 'limit')),
    pen.line(thinOut(baseline, COLUMNS), 'stable'),
    pen.line(thinOut(canary, COLUMNS), 'canary'),
  ]);
  const far = limits.filter((limit) => !near.includes(limit));
  return html`<figure>
    <figcaption><b>${metric.name}</b> ${LEGEND}</figcaption>
    ${chart}${describeRest(far, gaps)}
  </figure>`;
}

const LEGEND = html`<span class="key canary">canary</span> <span class="key stable">stable</span>
  <span class="key limit">limit</span>`;

function describeRest(far: readonly LimitLine[], gaps: number): Markup {
  const notes = [
    ...(far.length > 0 ? [`beyond the chart: ${far.map(({ text }) => text).join(', ')}`] : []),
    ...(gaps > 0 ? [`${gaps} ${gaps === 1 ? 'look' : 'looks'} without a number`] : []),
  ];
  return notes.length === 0 ? NOTHING : html`<p class="note">${notes.join(' · ')}</p>`;
}

function spanOf({ from, to, marks }: Chronicle): Pick<Axes, 'from' | 'to' | 'marks'> {
  return { from, to, marks };
}
