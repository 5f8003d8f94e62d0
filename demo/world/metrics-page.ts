/** The type of a page in Prometheus' text format. */
export const METRICS_CONTENT_TYPE = 'text/plain; version=0.0.4; charset=utf-8';

export type Labels = Readonly<Record<string, string>>;

export interface Counter {
  /** Shows the series at 0 before anything happened: a rate needs to see the first event as an increase. */
  declare(labels: Labels): void;
  increment(labels?: Labels): void;
}

export interface Histogram {
  /** Shows the buckets at 0, as with a counter. */
  declare(labels: Labels): void;
  observe(value: number, labels?: Labels): void;
}

export interface MetricsPage {
  counter(name: string, help: string): Counter;
  /** `bounds` are the buckets' upper bounds, ascending; +Inf is added. */
  histogram(name: string, help: string, bounds: readonly number[]): Histogram;
  /** Read at the moment the page is rendered. */
  gauge(name: string, help: string, read: () => number): void;
  render(): string;
}

/** Collects a program's metrics and writes them as Prometheus' text exposition format, version 0.0.4. */
export function createMetricsPage(): MetricsPage {
  const families: (() => readonly string[])[] = [];
  const add = (name: string, help: string, type: string, series: () => readonly string[]) => {
    families.push(() => [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`, ...series()]);
  };
  return {
    counter: (name, help) => {
      const counter = createCounter(name);
      add(name, help, 'counter', () => counter.series());
      return counter;
    },
    histogram: (name, help, bounds) => {
      const histogram = createHistogram(name, bounds);
      add(name, help, 'histogram', () => histogram.series());
      return histogram;
    },
    gauge: (name, help, read) => add(name, help, 'gauge', () => [`${name} ${read()}`]),
    render: () => `${families.flatMap((family) => family()).join('\n')}\n`,
  };
}

function createCounter(name: string): Counter & { series(): readonly string[] } {
  const counts = new Map<string, number>();
  const addTo = (labels: Labels, amount: number) => {
    const key = formatLabels(labels);
    counts.set(key, (counts.get(key) ?? 0) + amount);
  };
  return {
    declare: (labels) => addTo(labels, 0),
    increment: (labels = {}) => addTo(labels, 1),
    series: () => [...counts].map(([labels, count]) => `${name}${labels} ${count}`),
  };
}

interface Observations {
  readonly labels: Labels;
  /** Not cumulative; the last one is what lies above every bound. */
  readonly buckets: number[];
  sum: number;
}

function createHistogram(
  name: string,
  bounds: readonly number[],
): Histogram & { series(): readonly string[] } {
  const observed = new Map<string, Observations>();
  const find = (labels: Labels) => {
    const key = formatLabels(labels);
    const known = observed.get(key);
    if (known !== undefined) return known;
    const fresh = { labels, buckets: [...bounds, Number.POSITIVE_INFINITY].map(() => 0), sum: 0 };
    observed.set(key, fresh);
    return fresh;
  };
  return {
    declare: (labels) => void find(labels),
    observe: (value, labels = {}) => {
      const series = find(labels);
      const above = bounds.findIndex((bound) => value <= bound);
      const index = above === -1 ? bounds.length : above;
      series.buckets[index] = (series.buckets[index] ?? 0) + 1;
      series.sum += value;
    },
    series: () => [...observed.values()].flatMap((one) => formatHistogram(name, bounds, one)),
  };
}

function formatHistogram(
  name: string,
  bounds: readonly number[],
  { labels, buckets, sum }: Observations,
): readonly string[] {
  let count = 0;
  const lines = buckets.map((inBucket, index) => {
    count += inBucket;
    const le = String(bounds[index] ?? '+Inf');
    return `${name}_bucket${formatLabels({ ...labels, le })} ${count}`;
  });
  const suffix = formatLabels(labels);
  return [...lines, `${name}_sum${suffix} ${sum}`, `${name}_count${suffix} ${count}`];
}

function formatLabels(labels: Labels): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${escape(value)}"`);
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`;
}

function escape(value: string): string {
  return value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
}
