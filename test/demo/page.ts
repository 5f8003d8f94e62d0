/** The series of a metrics page in Prometheus' text format, by name and labels; throws on any other line. */
export function readPage(page: string): ReadonlyMap<string, number> {
  if (!page.endsWith('\n')) throw new Error('a page ends with a line feed');
  const series = new Map<string, number>();
  for (const line of page.slice(0, -1).split('\n')) {
    if (/^# (HELP [a-z_]+ .+|TYPE [a-z_]+ (counter|gauge|histogram))$/.test(line)) continue;
    const [, name, value] =
      /^([a-z_]+(?:\{(?:[a-z_]+="(?:[^"\\]|\\["\\n])*",?)+\})?) (\S+)$/.exec(line) ?? [];
    if (name === undefined || series.has(name)) throw new Error(`not a series of its own: ${line}`);
    if (Number.isNaN(Number(value))) throw new Error(`not a number: ${line}`);
    series.set(name, Number(value));
  }
  return series;
}

/** The sum of all series whose text matches. */
export function sumOf(series: ReadonlyMap<string, number>, pattern: RegExp): number {
  return [...series].reduce((sum, [name, value]) => (pattern.test(name) ? sum + value : sum), 0);
}

export async function fetchPage(url: string): Promise<ReadonlyMap<string, number>> {
  return readPage(await (await fetch(url)).text());
}
