import { formatInstant, type Instant } from '../quantity/instant.ts';

/** A moment to the minute, in UTC: `2026-11-20 14:07`. */
export function formatMoment(instant: Instant): string {
  return formatInstant(instant).slice(0, 16).replace('T', ' ');
}

/** A share with a digit after the point where it is small: `0%`, `1.3%`, `87%`. */
export function formatShare(share: number): string {
  const percent = share * 100;
  return `${percent >= 10 ? Math.round(percent) : Number(percent.toFixed(1))}%`;
}

/** Rows in columns, two spaces apart; numbers stand right. The first row is the head. */
export function layOut(rows: readonly (readonly string[])[]): readonly string[] {
  const head = rows[0] ?? [];
  const columns = head.map((_, column) => rows.map((row) => row[column] ?? ''));
  const widths = columns.map((cells) => Math.max(...cells.map((cell) => cell.length)));
  const isRight = columns.map((cells) =>
    cells.slice(1).every((cell) => /^[\d.,%x–-]*$/.test(cell)),
  );
  return rows.map((row) =>
    row
      .map((cell, column) => {
        const width = widths[column] ?? 0;
        return isRight[column] === true ? cell.padStart(width) : cell.padEnd(width);
      })
      .join('  ')
      .trimEnd(),
  );
}
