import { z } from 'zod';
import { parseJson } from '../../../core/json.ts';
import type { ArmReading, Sample } from '../../../core/measurement.ts';
import type { MetricShape } from '../../../core/plan/plan.ts';
import { parseNumber } from '../number.ts';
import { failed, noData, obtained } from '../reading.ts';
import type { Obtained } from '../reading.ts';
import { histogramOf, readingOf } from '../sample.ts';

type Kind = MetricShape['kind'];

const count = z.number().nonnegative();

/** What a metric's command may print, by the metric's shape. Counts are of the interval, never totals. */
const ANSWERS: Readonly<Record<Kind, z.ZodType<Obtained<Sample>>>> = {
  proportion: z
    .strictObject({ events: count, total: count })
    .refine(({ events, total }) => events <= total, 'more events than total')
    .transform((counts) => obtained({ kind: 'proportion', ...counts })),
  latency: z
    .strictObject({ buckets: z.record(z.string(), count) })
    .transform(({ buckets }) => readBuckets(buckets)),
  gauge: z
    .strictObject({ value: z.number() })
    .transform(({ value }) => obtained({ kind: 'gauge', value })),
  count: z.strictObject({ count }).transform((counted) => obtained({ kind: 'count', ...counted })),
};

const EXAMPLES: Readonly<Record<Kind, string>> = {
  proportion: '{"events": 3, "total": 1000}',
  latency: '{"buckets": {"0.1": 5, "+Inf": 9}}',
  gauge: '{"value": 0.5}',
  count: '{"count": 12}',
};

const nothing = z.strictObject({ noData: z.string() });

/** Reads the one JSON object that a metric's command printed. */
export function readAnswer(kind: Kind, stdout: string): ArmReading {
  const answer = parseJson(stdout);
  if (answer === undefined) return explainText(kind, stdout);
  const missing = nothing.safeParse(answer);
  if (missing.success)
    return noData('no-series', `the command found no data: ${missing.data.noData}`);
  const read = ANSWERS[kind].safeParse(answer);
  if (!read.success) {
    const [issue] = read.error.issues;
    const where = issue?.path.join('.') ?? '';
    return malformed(
      kind,
      `${where === '' ? '' : `${where}: `}${issue?.message ?? ''} in ${stdout}`,
    );
  }
  const sample = read.data;
  return sample.outcome === 'obtained'
    ? readingOf(new Map([['', sample.value]]))
    : { ...sample, detail: `${sample.detail}, in ${stdout}` };
}

function readBuckets(buckets: Readonly<Record<string, number>>): Obtained<Sample> {
  const edges = new Map<number, number>();
  for (const [le, counted] of Object.entries(buckets)) {
    const edge = parseNumber(le);
    if (edge === undefined || Number.isNaN(edge)) {
      return failed(
        'malformed',
        `the command printed a bucket "${le}": its upper edge is wanted, in seconds`,
      );
    }
    edges.set(edge, counted);
  }
  return histogramOf(edges, 'the command printed');
}

/** Several languages write a number that is none as NaN, which JSON does not know. */
function explainText(kind: Kind, stdout: string): ArmReading {
  if (/:\s*-?(?:NaN|Infinity)\b/.test(stdout)) {
    return noData('not-a-number', `the command printed ${stdout}: is it a division by zero?`);
  }
  return malformed(kind, stdout.trim() === '' ? 'nothing' : stdout);
}

function malformed(kind: Kind, found: string): ArmReading {
  const detail = `the command printed ${found}: one JSON object is wanted, as ${EXAMPLES[kind]} or {"noData": "why"}`;
  return failed('malformed', detail);
}
