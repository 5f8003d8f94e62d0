import type { Tap } from '../tap.ts';
import { type Door, openHttpDoor } from './http-door.ts';

/** How the new version does: a well one fails as seldom as the old one, an ill one at every fifth request. */
export type Health = 'well' | 'ill';

const FAILURES: Readonly<Record<Health, number>> = { well: 1, ill: 200 };

/** As much of Prometheus as answers the reference plan: 1,000 requests in every window of either version. */
export function openPrometheus(tap: Tap, health: () => Health): Promise<Door> {
  return openHttpDoor(tap, {
    describe: ({ text }) => ({ kind: 'metric query', name: nameQuery(queryOf(text)) }),
    carryOut: ({ text }) => ({
      status: 200,
      headers: { 'content-type': 'application/json' },
      text: JSON.stringify({
        status: 'success',
        data: {
          resultType: 'vector',
          result: [{ metric: {}, value: [0, String(evaluate(queryOf(text), health()))] }],
        },
      }),
    }),
    explain: (status) =>
      JSON.stringify({ status: 'error', errorType: 'internal', error: `a fault of ${status}` }),
  });
}

function queryOf(form: string): string {
  return new URLSearchParams(form).get('query') ?? '';
}

function nameQuery(query: string): string {
  const [, version] = /version="(\w+)"/.exec(query) ?? [];
  if (version === undefined) return `query ${query}`;
  return `${query.includes('5..') ? 'failures' : 'total'} of ${version}`;
}

function evaluate(query: string, health: Health): number {
  if (!query.includes('version=')) return 1;
  if (!query.includes('5..')) return 1_000;
  return query.includes('version="v2"') ? FAILURES[health] : FAILURES.well;
}
