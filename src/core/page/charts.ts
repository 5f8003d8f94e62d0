import { formatQuantity } from '../quantity/unit.ts';
import { type Axes, drawChart } from './chart.ts';
import { chartMetric } from './chart-metric.ts';
import type { Chronicle } from './chronicle.ts';
import { html, type Markup, NOTHING } from './markup.ts';
import { roundTicks } from './scale.ts';
import type { Track } from './track.ts';

/** With more charts than this, those of metrics that held are shown only to who asks. */
const MOST_CHARTS = 8;

/** The canary's weight, then every metric against what was wanted of it, over the same stretch of time. */
export function showCharts(chronicle: Chronicle): Markup {
  const { state, tracks, plan } = chronicle;
  if (state.weights.length < 2 && tracks.length === 0) {
    return section(html`<p>No traffic was moved, and nothing was measured.</p>`);
  }
  const isMany = tracks.length > MOST_CHARTS;
  const shown = isMany ? tracks.filter(isTrouble) : tracks;
  const held = tracks.filter((track) => !shown.includes(track));
  return section(html`
    <div class="charts">${chartWeight(chronicle)} ${chartAll(shown, chronicle)}</div>
    ${
      held.length === 0
        ? NOTHING
        : html`<details>
            <summary>${held.length} more metrics: ${nameSome(held)}</summary>
            <div class="charts">${chartAll(held, chronicle)}</div>
          </details>`
    }
    ${plan === undefined ? UNREADABLE : tracks.length === 0 ? UNMEASURED : NOTHING}
  `);
}

function section(content: Markup): Markup {
  return html`<section>
    <h2>What the metrics did <small>times are UTC</small></h2>
    ${content}
  </section>`;
}

const UNREADABLE = html`<p>
  The plan in the ledger cannot be read by this version: the metrics are not drawn.
</p>`;
const UNMEASURED = html`<p>Nothing was measured.</p>`;

function isTrouble({ standing }: Track): boolean {
  return standing === 'fail' || standing === 'inconclusive';
}

function chartAll(tracks: readonly Track[], { from, to, marks }: Chronicle): readonly Markup[] {
  return tracks.map((track) => chartMetric(track, { from, to, marks }));
}

/** As many names as say what it is about. */
function nameSome(tracks: readonly Track[]): string {
  const names = tracks.slice(0, 6).map(({ metric }) => metric.name);
  return `${names.join(', ')}${tracks.length > names.length ? ' …' : ''}`;
}

function chartWeight({ state, from, to, marks }: Chronicle): Markup {
  const points = state.weights.map(({ at, weight }) => ({ at, value: weight }));
  const steps = points.map(({ value }) => `${value}%`);
  const axes: Axes = {
    title: 'Weight of the canary over time',
    description: `The canary's share of the traffic, step by step: ${steps.join(', ')}.`,
    from,
    to,
    ticks: roundTicks(100),
    format: (value) => formatQuantity(value / 100, 'ratio'),
    marks,
  };
  return html`<figure>
    <figcaption><h3>Traffic on the canary</h3></figcaption>
    ${drawChart(axes, (pen) => [pen.steps(points, 'canary')])}
  </figure>`;
}
