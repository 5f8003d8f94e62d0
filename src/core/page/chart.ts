import type { Instant } from '../quantity/instant.ts';
import { html, type Markup, NOTHING } from './markup.ts';
import type { Point } from './point.ts';
import { type Scale, scaleLinear, timeTicks } from './scale.ts';

/** Charts are drawn in a space of this many units and stretched to the width of their column. */
const WIDTH = 480;
const HEIGHT = 196;
const PLOT = { left: 62, right: 472, top: 14, bottom: 164 } as const;
/** What follows the last event, as a share of the time before: else the end would lie on the chart's edge. */
const AFTER = 0.03;

/** Words nearer to each other than this cannot be read. */
const APART = 16;

/** A moment that all charts point at. */
export interface Mark {
  readonly at: Instant;
  readonly kind: 'begin' | 'broken';
}

export interface Axes {
  /** For people who cannot see the chart: what it is, and what is in it. */
  readonly title: string;
  readonly description: string;
  readonly from: Instant;
  readonly to: Instant;
  /** Round values from the lowest to the highest that can be seen. */
  readonly ticks: readonly number[];
  readonly format: (value: number) => string;
  readonly marks: readonly Mark[];
}

/** Turns points into what is drawn; places are in the chart's units. */
export interface Pen {
  /** Broken where nothing is known, with a dot at its end. */
  line(points: readonly Point[], kind: string): Markup;
  /** Without the dot. */
  limit(points: readonly Point[]): Markup;
  /** Up to the chart's right edge. */
  steps(points: readonly Point[], kind: string): Markup;
  /** A word above the beginning of a line; left out where another one stands already. */
  label(start: Point, text: string): Markup;
}

/** A chart over time: a frame with axes and marks, in which `draw` draws. */
export function drawChart(axes: Axes, draw: (pen: Pen) => readonly Markup[]): Markup {
  const { from, ticks, title, description } = axes;
  const to = axes.to + Math.max(1, (axes.to - from) * AFTER);
  const x = scaleLinear([from, to], [PLOT.left, PLOT.right]);
  const y = scaleLinear([ticks[0] ?? 0, ticks.at(-1) ?? 1], [PLOT.bottom, PLOT.top]);
  return html`<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img">
    <title>${title}</title>
    <desc>${description}</desc>
    ${ticks.map((value) => drawValue(value, y, axes.format))}
    ${timeTicks(from, to).map(({ at, label }) => drawMoment(x(at), label))}
    ${axes.marks.map(({ at, kind }) => drawMark(x(at), kind))} ${draw(createPen(x, y))}
  </svg>`;
}

function drawValue(value: number, y: Scale, format: (value: number) => string): Markup {
  const at = place(y(value));
  return html`<line class="grid" x1="${PLOT.left}" x2="${PLOT.right}" y1="${at}" y2="${at}" /><text
      x="${PLOT.left - 6}"
      y="${at}"
      dy=".32em"
      text-anchor="end"
      >${format(value)}</text
    >`;
}

function drawMoment(x: number, label: string): Markup {
  const anchor = x > PLOT.right - 20 ? 'end' : 'middle';
  return html`<text x="${place(x)}" y="${PLOT.bottom + 20}" text-anchor="${anchor}"
    >${label}</text
  >`;
}

function drawMark(x: number, kind: Mark['kind']): Markup {
  const at = place(x);
  return html`<line class="${kind}" x1="${at}" x2="${at}" y1="${PLOT.top}" y2="${PLOT.bottom}" />`;
}

function createPen(x: Scale, y: Scale): Pen {
  const labels: number[] = [];

  function trace(points: readonly Point[]): readonly Markup[] {
    return points.map(({ at, value, isApart }, index) =>
      // Without a length a point between two gaps would not be seen.
      index === 0 || isApart
        ? html`M${place(x(at))},${place(y(value))}h0`
        : html`L${place(x(at))},${place(y(value))}`,
    );
  }

  return {
    line(points, kind) {
      const last = points.at(-1);
      if (last === undefined) return NOTHING;
      const [cx, cy] = [place(x(last.at)), place(y(last.value))];
      return html`<path class="${kind}" d="${trace(points)}" /><circle
          class="${kind}"
          cx="${cx}"
          cy="${cy}"
          r="3"
        />`;
    },
    limit(points) {
      return points.length < 2 ? NOTHING : html`<path class="limit" d="${trace(points)}" />`;
    },
    steps(points, kind) {
      const moves = points.map(({ at, value }, index) => {
        const [to, level] = [place(x(at)), place(y(value))];
        return index === 0 ? html`M${to},${level}` : html`H${to}V${level}`;
      });
      return html`<path class="${kind}" d="${moves}H${PLOT.right}" />`;
    },
    label({ at, value }, text) {
      const [left, top] = [place(x(at) + 5), place(y(value) - 4)];
      if (labels.some((label) => Math.abs(label - top) < APART)) return NOTHING;
      labels.push(top);
      return html`<text class="limit" x="${left}" y="${top}">${text}</text>`;
    },
  };
}

/** A tenth of a unit is finer than any screen. */
function place(value: number): number {
  return Number(value.toFixed(1));
}
