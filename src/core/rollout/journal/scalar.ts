import { z } from 'zod';
import { formatInstant } from '../../quantity/instant.ts';
import type { Cursor } from '../../measurement.ts';

/** 9999-12-31T23:59:59.999Z: the last moment ISO 8601 writes with four digits. */
const LAST_INSTANT = 253_402_300_799_999;

/** Epoch milliseconds in memory, `2026-11-22T03:00:00.000Z` in the journal. */
export const instant = z.codec(z.iso.datetime(), z.number().min(0).max(LAST_INSTANT), {
  decode: (text) => Date.parse(text),
  encode: formatInstant,
});

const infinite = z.codec(
  z.enum(['+Inf', '-Inf']),
  z.literal([Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]),
  {
    decode: (text) => (text === '+Inf' ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY),
    encode: (value) => (value > 0 ? ('+Inf' as const) : ('-Inf' as const)),
  },
);

/** A number that may be infinite, such as a histogram's last bound; JSON has no word for it, Prometheus has. */
export const extended = z.union([z.number(), infinite]);

export const duration = z.number().nonnegative();
export const weight = z.number().min(0).max(100);
/** Index of a phase, from 0. */
export const phaseIndex = z.int().nonnegative();

export const cursor: z.ZodType<Cursor> = z.json();
