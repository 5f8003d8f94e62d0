import { z } from 'zod';
import { parseJson } from '../../../core/json.ts';
import type { Instant } from '../../../core/quantity/instant.ts';
import type { Response } from '../../http/request.ts';
import { parseNumber } from '../number.ts';
import { failed, noData, obtained } from '../reading.ts';
import type { NoReading, Obtained } from '../reading.ts';
import { answerOf, explainStatus } from '../status.ts';
import { nativeHistogram } from './native.ts';
import type { NativeHistogram } from './native.ts';

/** What a series shows at one moment; a number may be NaN or infinite. */
export type Value = number | NativeHistogram;

/** One element of an instant vector; a scalar is one without labels. */
export interface Element {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: Value;
}

/** One series over time. */
export interface History {
  readonly labels: Readonly<Record<string, string>>;
  /** In the order of time. */
  readonly points: readonly { readonly at: Instant; readonly value: Value }[];
}

/** The answer to an instant query. */
export interface Vector {
  readonly elements: readonly Element[];
  readonly asked: Asked;
}

/** Where a query went: both parts fit to be shown. */
export interface Asked {
  readonly address: string;
  readonly query: string;
}

const number = z.string().transform((text, context) => {
  const value = parseNumber(text);
  if (value !== undefined) return value;
  context.addIssue({ code: 'custom', message: `"${text}" is no number` });
  return z.NEVER;
});
const point = z.tuple([z.number(), number]);
const histogram = z.tuple([z.number(), nativeHistogram]);
const labels = z.record(z.string(), z.string());
const notes = z.array(z.string()).optional();

const instantData = z.discriminatedUnion('resultType', [
  z.object({
    resultType: z.literal('vector'),
    result: z.array(
      z.union([
        z.object({ metric: labels, value: point }),
        z
          .object({ metric: labels, histogram })
          .transform((one) => ({ ...one, value: one.histogram })),
      ]),
    ),
  }),
  z.object({ resultType: z.literal('scalar'), result: point }),
  z.object({ resultType: z.literal('matrix'), result: z.unknown() }),
  z.object({ resultType: z.literal('string'), result: z.unknown() }),
]);
const rangeData = z.object({
  resultType: z.literal('matrix'),
  result: z.array(
    z.object({
      metric: labels,
      values: z.array(point).default([]),
      histograms: z.array(histogram).default([]),
    }),
  ),
});

const problem = z.object({
  status: z.literal('error'),
  errorType: z.string(),
  error: z.string(),
});
const success = z.object({ status: z.literal('success'), data: z.unknown(), warnings: notes });
const envelope = z.discriminatedUnion('status', [success, problem]);

/** Reads the answer to an instant query. Warnings of Prometheus mean that data is missing. */
export function readInstant(response: Response, asked: Asked): Obtained<Vector> {
  const data = readData(response, asked, instantData);
  if (data.outcome !== 'obtained') return data;
  switch (data.value.resultType) {
    case 'scalar':
      return obtained({ asked, elements: [{ labels: {}, value: data.value.result[1] }] });
    case 'vector': {
      const { result } = data.value;
      const elements = result.map(({ metric, value }) => ({ labels: metric, value: value[1] }));
      return obtained({ asked, elements });
    }
    case 'matrix':
    case 'string': {
      const found = data.value.resultType === 'matrix' ? 'a range of values' : 'a text';
      return refused(
        asked,
        `it returns ${found}: a number is wanted, as from increase(…[$window])`,
      );
    }
  }
}

/** Reads the answer to a range query. */
export function readRange(response: Response, asked: Asked): Obtained<readonly History[]> {
  const data = readData(response, asked, rangeData);
  if (data.outcome !== 'obtained') return data;
  return obtained(
    data.value.result.map(({ metric, values, histograms }) => ({
      labels: metric,
      points: [...values, ...histograms]
        .toSorted(([a], [b]) => a - b)
        .map(([seconds, value]) => ({ at: Math.round(seconds * 1000), value })),
    })),
  );
}

/** Reads a list of names. */
export function readNames(response: Response, asked: Asked): Obtained<readonly string[]> {
  return readData(response, asked, z.array(z.string()));
}

function readData<T>(response: Response, asked: Asked, schema: z.ZodType<T>): Obtained<T> {
  const answer = answerOf(response);
  if (answer.outcome !== 'obtained') return answer;
  const { status, text } = answer.value;
  if (status === 401 || status === 403) return explainStatus(answer.value, asked.address);
  const body = envelope.safeParse(parseJson(text));
  if (body.data?.status === 'error') return explainProblem(status, body.data, asked);
  if (status !== 200) return explainStatus(answer.value, asked.address);
  if (body.data === undefined) return malformed(asked, text, body.error);
  const missing = (body.data.warnings ?? []).filter((note) => !note.startsWith('PromQL info'));
  if (missing.length > 0) {
    const detail = `${asked.address} warns that the data is incomplete: ${missing.join('; ')} (query ${asked.query})`;
    return noData('partial', detail);
  }
  const data = schema.safeParse(body.data.data);
  return data.success ? obtained(data.data) : malformed(asked, text, data.error);
}

function explainProblem(
  status: number,
  { errorType, error }: z.infer<typeof problem>,
  { address, query }: Asked,
): NoReading {
  const said = `${address} answered ${status} (${errorType}: ${error}) to ${query}`;
  if (errorType === 'timeout') {
    return failed('timeout', `${said}: ask for less, or raise the timeout`);
  }
  const isQuerysFault = status < 500 && status !== 429;
  return isQuerysFault
    ? failed('refused', `${said}: try the query in Prometheus' own page`)
    : failed('unreachable', `${said}: see its log`);
}

/** The query is at fault: what it returns cannot be used. */
export function refused({ address, query }: Asked, why: string): NoReading {
  return failed('refused', `${address}, query ${query}: ${why}`);
}

function malformed({ address }: Asked, text: string, error: z.ZodError): NoReading {
  const page = text.trimStart().startsWith('<');
  const found = page ? 'a web page (of a login?)' : `something else (${describe(error)})`;
  const detail = `${address} answered ${found} in place of Prometheus' JSON: is this Prometheus' address, with its path?`;
  return failed('malformed', detail);
}

function describe(error: z.ZodError): string {
  const [issue] = error.issues;
  return issue === undefined ? '' : `${issue.path.join('.') || 'body'}: ${issue.message}`;
}
