import type { Point } from './point.ts';

/**
 * At most about twice `columns` of the points (oldest first), so chosen that a line through them looks the
 * same: of each stretch of time the lowest and the highest, so that no peak is lost. Where a gap lies within a
 * stretch, the line is broken before it.
 */
export function thinOut(points: readonly Point[], columns: number): readonly Point[] {
  const [first, last] = [points[0], points.at(-1)];
  if (points.length <= 2 * columns || first === undefined || last === undefined) return points;
  const width = (last.at - first.at) / columns;
  const kept: Point[] = [];
  for (let start = 0; start < points.length;) {
    const column = Math.floor(((points[start]?.at ?? 0) - first.at) / width);
    let end = start + 1;
    while (end < points.length && columnOf(points[end], first.at, width) === column) end += 1;
    kept.push(...extremes(points.slice(start, end)));
    start = end;
  }
  return kept;
}

function columnOf(point: Point | undefined, from: number, width: number): number {
  return point === undefined ? -1 : Math.floor((point.at - from) / width);
}

function extremes(points: readonly Point[]): readonly Point[] {
  const [first] = points;
  if (first === undefined) return [];
  const lowest = points.reduce((a, b) => (b.value < a.value ? b : a), first);
  const highest = points.reduce((a, b) => (b.value > a.value ? b : a), first);
  const isApart = points.some((point) => point.isApart);
  const kept = lowest.at < highest.at ? [lowest, highest] : [highest, lowest];
  return (lowest === highest ? [lowest] : kept).map(({ at, value }, index) => ({
    at,
    value,
    ...(isApart && index === 0 && { isApart }),
  }));
}
