/** A line from low to high with a dot at the mark, on one row of a chart. */
export interface Range {
  readonly low: number;
  readonly mark: number;
  readonly high: number;
}

export interface Series {
  readonly name: string;
  readonly colour: string;
  /** One for every row; undefined where there is nothing to show. */
  readonly ranges: readonly (Range | undefined)[];
}

export interface Chart {
  readonly title: string;
  readonly rows: readonly string[];
  readonly series: readonly Series[];
  /** Where a value stands: 0 at the left end, 1 at the right. */
  readonly place: (value: number) => number;
  readonly ticks: readonly { readonly value: number; readonly label: string }[];
  /** A line to stay left of. */
  readonly limit?: number;
}

const WIDTH = 860;
const LABELS = 270;
const RIGHT = 24;
const HEAD = 64;
const STEP = 9;
const GAP = 10;
const FOOT = 28;

/** The chart as SVG: the same chart gives the same text. */
export function drawChart(chart: Chart): string {
  const { rows, series } = chart;
  const rowHeight = series.length * STEP + GAP;
  const bottom = HEAD + rows.length * rowHeight;
  const height = bottom + FOOT;
  const body = [
    `<rect width="${WIDTH}" height="${height}" fill="#fff"/>`,
    text(12, 22, chart.title, 'font-size="14" font-weight="bold"'),
    ...drawLegend(series),
    ...chart.ticks.flatMap(({ value, label }) => drawTick(at(chart, value), label, bottom)),
    ...(chart.limit === undefined ? [] : [drawLimit(at(chart, chart.limit), bottom)]),
    ...rows.flatMap((row, i) => drawRow(chart, row, i, HEAD + i * rowHeight, rowHeight)),
  ];
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" font-family="sans-serif" font-size="11" role="img">`,
    `<title>${escape(chart.title)}</title>`,
    ...body,
    '</svg>\n',
  ].join('\n');
}

function at({ place }: Chart, value: number): number {
  const share = Math.min(1, Math.max(0, place(value)));
  return round(LABELS + share * (WIDTH - LABELS - RIGHT));
}

function drawLegend(series: readonly Series[]): string[] {
  return series.flatMap(({ name, colour }, i) => {
    const x = LABELS + i * 112;
    return [`<circle cx="${x}" cy="40" r="4" fill="${colour}"/>`, text(x + 8, 44, name)];
  });
}

function drawTick(x: number, label: string, bottom: number): string[] {
  return [
    `<line x1="${x}" y1="${HEAD - 8}" x2="${x}" y2="${bottom}" stroke="#e3e3e3"/>`,
    text(x, bottom + 16, label, 'text-anchor="middle" fill="#555"'),
  ];
}

function drawLimit(x: number, bottom: number): string {
  return `<line x1="${x}" y1="${HEAD - 8}" x2="${x}" y2="${bottom}" stroke="#888" stroke-dasharray="4 3"/>`;
}

function drawRow(chart: Chart, row: string, index: number, top: number, height: number): string[] {
  const label = text(LABELS - 10, top + height / 2, row, 'text-anchor="end"');
  const ranges = chart.series.flatMap(({ colour, ranges: found }, i) => {
    const range = found[index];
    return range === undefined ? [] : drawRange(chart, range, colour, top + (i + 0.5) * STEP);
  });
  return [label, ...ranges];
}

function drawRange(chart: Chart, { low, mark, high }: Range, colour: string, y: number): string[] {
  const [from, middle, to] = [low, mark, high].map((value) => at(chart, value));
  return [
    `<line x1="${from}" y1="${y}" x2="${to}" y2="${y}" stroke="${colour}" stroke-width="2"/>`,
    `<circle cx="${middle}" cy="${y}" r="3.2" fill="${colour}"/>`,
  ];
}

function text(x: number, y: number, content: string, attributes = ''): string {
  return `<text x="${round(x)}" y="${round(y)}" ${attributes}>${escape(content)}</text>`;
}

function escape(content: string): string {
  return content.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function round(value: number): number {
  return Math.round(10 * value) / 10;
}
