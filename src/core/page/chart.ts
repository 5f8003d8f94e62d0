import type { Instant } from '../quantity/instant.ts';
import { html, type Markup, NOTHING } from './markup.ts';
import { roundTicks, type Scale, scaleLinear, timeTicks } from './scale.ts';
import type { Point } from './track.ts';

/** Charts are drawn in a space of this many units and stretched to the width of their column. */
const WIDTH = 480;
const HEIGHT = 190;
const PLOT = { left: 54, right: 470, top: 12, bottom: 162 } as const;

/** A moment that all charts point at. */
export interface Mark {
  readonly at: Instant;
  readonly kind: 'begin' | 'broken';
}

export interface Axes {
  /** For people who cannot see the chart. */
  readonly label: string;
  readonly from: Instant;
  readonly to: Instant;
  /** The largest value that must be seen; the axis begins at 0. */
  readonly most: number;
  readonly format: (value: number) => string;
  readonly marks: readonly Mark[];
}

/** Turns points into what is drawn; places are in the chart's units. */
export interface Pen {
  /** With a dot at its end, so that a single point is seen. */
  line(points: readonly Point[], kind: string): Markup;
  steps(points: readonly Point[], kind: string): Markup;
  level(value: number, kind: string): Markup;
}

/** A chart over time: a frame with axes and marks, in which `draw` draws. */
export function drawChart(axes: Axes, draw: (pen: Pen) => readonly Markup[]): Markup {
  const ticks = roundTicks(axes.most);
  const x = scaleLinear([axes.from, axes.to], [PLOT.left, PLOT.right]);
  const y = scaleLinear([0, ticks.at(-1) ?? 1], [PLOT.bottom, PLOT.top]);
  return html`<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${axes.label}">
    ${ticks.map((value) => drawValue(value, y, axes.format))}
    ${timeTicks(axes.from, axes.to).map(({ at, label }) => drawMoment(x(at), label))}
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
  return html`<text x="${place(x)}" y="${PLOT.bottom + 18}" text-anchor="${anchor}"
    >${label}</text
  >`;
}

function drawMark(x: number, kind: Mark['kind']): Markup {
  const at = place(x);
  return html`<line class="${kind}" x1="${at}" x2="${at}" y1="${PLOT.top}" y2="${PLOT.bottom}" />`;
}

function createPen(x: Scale, y: Scale): Pen {
  return {
    line(points, kind) {
      const last = points.at(-1);
      if (last === undefined) return NOTHING;
      const places = points.map(({ at, value }) => `${place(x(at))},${place(y(value))}`);
      return html`${drawPath(places, kind)}<circle
          class="${kind}"
          cx="${place(x(last.at))}"
          cy="${place(y(last.value))}"
          r="2.5"
        />`;
    },
    steps(points, kind) {
      const places = points.flatMap(({ at, value }, index) => {
        const before = points[index - 1]?.value ?? value;
        return [`${place(x(at))},${place(y(before))}`, `${place(x(at))},${place(y(value))}`];
      });
      return drawPath(places, kind);
    },
    level(value, kind) {
      const at = place(y(value));
      return html`<line
        class="${kind}"
        x1="${PLOT.left}"
        x2="${PLOT.right}"
        y1="${at}"
        y2="${at}"
      />`;
    },
  };
}

function drawPath(places: readonly string[], kind: string): Markup {
  return html`<path class="${kind}" d="M${places.join('L')}" />`;
}

/** A tenth of a unit is finer than any screen. */
function place(value: number): string {
  return String(Number(value.toFixed(1)));
}
