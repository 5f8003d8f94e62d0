import type { Duration } from '../quantity/instant.ts';

/** One line of a chart: equally spaced values, the first at the axis's beginning, the last at its end. */
export interface Series {
  /** What it shows, in words that fit into a title. */
  readonly label: string;
  readonly color: keyof typeof COLORS;
  readonly values: readonly number[];
}

/** A chart over time as Mermaid's `xychart-beta` draws it. */
export interface XyChart {
  readonly title: string;
  /** The stretch of time from the first value to the last. */
  readonly span: Duration;
  readonly unit: string;
  /** The value at the top of the axis, which begins at 0. */
  readonly most: number;
  /** In pixels. */
  readonly height: number;
  readonly series: readonly Series[];
}

/** They stand out from GitHub's white and from its black: contrast 3 to 1 at least on both. */
const COLORS = { blue: '#2f81f7', grey: '#808890', red: '#e5534b' } as const;

const WIDTH = 760;

const TIME_UNITS = [
  { name: 'days', length: 86_400_000 },
  { name: 'hours', length: 3_600_000 },
  { name: 'minutes', length: 60_000 },
] as const;

/**
 * Draws a chart as a Mermaid block. Lines have no legend there, so the title says which colour is what. Where
 * the page is dark Mermaid would paint the chart's ground grey: it is left to the page.
 */
export function drawXyChart({ title, span, unit, most, height, series }: XyChart): string {
  const time = timeUnitOf(span);
  const palette = series.map(({ color }) => COLORS[color]).join(', ');
  const settings = {
    themeVariables: { xyChart: { backgroundColor: 'transparent', plotColorPalette: palette } },
    xyChart: { width: WIDTH, height, titleFontSize: 15, yAxis: { labelFontSize: 11 } },
  };
  const legend =
    series.length > 1
      ? `: ${series.map(({ label, color }) => `${label} ${color}`).join(', ')}`
      : '';
  return [
    '```mermaid',
    `%%{init: ${JSON.stringify(settings)}}%%`,
    'xychart-beta',
    `  title ${quoted(`${title}${legend}`)}`,
    `  x-axis ${quoted(time.name)} 0 --> ${round(span / time.length)}`,
    `  y-axis ${quoted(unit)} 0 --> ${round(roomFor(most))}`,
    ...series.map(({ values }) => `  line [${values.map(round).join(', ')}]`),
    '```',
  ].join('\n');
}

/** The largest of which there is one and a half. */
function timeUnitOf(span: Duration): (typeof TIME_UNITS)[number] {
  return TIME_UNITS.find(({ length }) => span >= 1.5 * length) ?? TIME_UNITS[2];
}

/**
 * The top of an axis at which Mermaid, which aims at ten values beside it, draws thirteen at most: more than that stand
 * in one another's way.
 *
 * @example roomFor(30) === 32, with 0, 5, … 30 beside it; 30 itself would have 0, 2, … 30
 */
function roomFor(most: number): number {
  if (!(most > 0)) return 1;
  const power = 10 ** Math.floor(Math.log10(most));
  return power * (TOPS.find((top) => top * power >= most * (1 - 1e-9)) ?? 10);
}

const TOPS: readonly number[] = [
  1, 1.05, 1.1, 1.2, 1.5, 1.6, 1.8, 2, 2.2, 2.4, 3.2, 3.5, 4, 4.5, 5, 5.5, 6, 7.5, 8, 9, 10,
];

/** A text that Mermaid takes for nothing but a text: letters, digits and what names are made of. */
function quoted(text: string): string {
  return `"${text.replaceAll(/[^\p{L}\p{N} .,:%/()_-]+/gu, ' ')}"`;
}

/** Mermaid reads no exponents. */
function round(value: number): string {
  const digits = Number(value.toPrecision(4));
  return Math.abs(digits) < 1e-6 ? '0' : digits.toLocaleString('en-US', PLAIN);
}

const PLAIN: Intl.NumberFormatOptions = { useGrouping: false, maximumFractionDigits: 9 };
