import type { Duration } from '../../../../core/quantity/instant.ts';
import type { WallTime } from '../zone.ts';

/** A date, or a date and time, as it is written: the zone it is meant in stands elsewhere, but for `Z`. */
export interface Stamp {
  readonly wall: WallTime;
  readonly isDate: boolean;
  readonly isUtc: boolean;
}

const STAMP = /^(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})(Z)?)?$/;

/** Reads `20261127` or `20261127T160000`, with or without `Z`; undefined where there is no such day or time. */
export function parseStamp(text: string): Stamp | undefined {
  const match = STAMP.exec(text);
  if (match === null) return undefined;
  const [, year, month, day, hour = '00', minute = '00', second = '00', utc] = match;
  const written = `${year}-${month}-${day}T${hour}:${minute}:${second}`;
  const wall = Date.parse(`${written}Z`);
  const isReal = !Number.isNaN(wall) && new Date(wall).toISOString().startsWith(written);
  return isReal ? { wall, isDate: match[4] === undefined, isUtc: utc === 'Z' } : undefined;
}

const LENGTH = /^\+?P(?:(\d+)W|(?:(\d+)D)?(?:T(?=\d)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?)$/;
const SECOND: Duration = 1_000;

/** Reads a duration such as `P1D`, `PT8H30M` or `P2W`; undefined where it is none, or negative. */
export function parseLength(text: string): Duration | undefined {
  const match = LENGTH.exec(text);
  if (match === null || text.endsWith('P')) return undefined;
  const [weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = match
    .slice(1)
    .map((part) => Number(part ?? 0));
  return (((weeks * 7 + days) * 24 + hours) * 3_600 + minutes * 60 + seconds) * SECOND;
}

/** Reads the offset of a zone such as `+0100` or `-033000`; undefined where it is none. */
export function parseOffset(text: string): Duration | undefined {
  const match = /^([+-])(\d{2})([0-5]\d)([0-5]\d)?$/.exec(text);
  if (match === null) return undefined;
  const [hours = 0, minutes = 0, seconds = 0] = match.slice(2).map((part) => Number(part ?? 0));
  const offset = (hours * 3_600 + minutes * 60 + seconds) * SECOND;
  return match[1] === '-' ? -offset : offset;
}
