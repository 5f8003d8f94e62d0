import type { PrometheusConnection } from '../../../core/plan/plan.ts';
import type { Duration, Instant } from '../../../core/quantity/instant.ts';
import { showUrl } from '../../http/address.ts';
import { request } from '../../http/request.ts';
import type { Request, Response } from '../../http/request.ts';
import type { Obtained } from '../reading.ts';
import { createRedactor } from '../../secrets/redaction.ts';
import type { Environment } from '../../process/environment.ts';
import { readInstant, readNames, readRange } from './answer.ts';
import type { Asked, History, Vector } from './answer.ts';
import { bindConnection } from './connection.ts';

export interface RangeQuery {
  readonly query: string;
  /** Both ends are evaluated. */
  readonly from: Instant;
  readonly to: Instant;
  readonly step: Duration;
}

/** Prometheus' HTTP API, version 1. Queries are sent as they are: bind their variables first. */
export interface PrometheusClient {
  /** Evaluates at one moment. */
  queryInstant(query: string, at: Instant): Promise<Obtained<Vector>>;
  /** Evaluates at every step between two moments; Prometheus gives at most 11,000 of them. */
  queryRange(range: RangeQuery): Promise<Obtained<readonly History[]>>;
  /** Which of the metrics it has seen, in whatever series and at whatever time; all it has seen for none. */
  findNames(names: readonly string[]): Promise<Obtained<readonly string[]>>;
}

export function createPrometheusClient(
  connection: PrometheusConnection,
  environment: Environment,
): PrometheusClient {
  const exchange = async <T>(
    path: string,
    { headers, ...wanted }: Pick<Request, 'method' | 'headers' | 'body'>,
    asks: string,
    read: (response: Response, asked: Asked) => Obtained<T>,
  ): Promise<Obtained<T>> => {
    const bound = await bindConnection(connection, environment);
    if (bound.outcome !== 'obtained') return bound;
    const { url, ca, secrets } = bound.value;
    const response = await request({
      ...wanted,
      url: endpoint(url, path),
      headers: { ...bound.value.headers, ...headers },
      timeout: connection.timeout,
      environment,
      ...(ca !== undefined && { ca }),
    });
    return hideSecrets(read(response, { address: showUrl(url.href), query: asks }), secrets);
  };
  const ask = <T>(
    path: string,
    form: Readonly<Record<'query', string> & Record<string, string>>,
    read: (response: Response, asked: Asked) => Obtained<T>,
  ) => {
    const body = new URLSearchParams({ ...form, timeout: `${connection.timeout}ms` }).toString();
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    return exchange(path, { method: 'POST', headers, body }, form.query, read);
  };
  return {
    queryInstant: (query, at) => ask('query', { query, time: seconds(at) }, readInstant),
    queryRange: ({ query, from, to, step }) =>
      ask(
        'query_range',
        { query, start: seconds(from), end: seconds(to), step: seconds(step) },
        readRange,
      ),
    findNames(names) {
      const matches = names.map((name) => `match[]=${encodeURIComponent(name)}`).join('&');
      return exchange(`label/__name__/values?${matches}`, { method: 'GET' }, matches, readNames);
    },
  };
}

/** The API below the address' own path; its query parameters (of a proxy) are kept. */
function endpoint(base: URL, asked: string): string {
  const [path = '', query = ''] = asked.split('?');
  const url = new URL(base);
  url.pathname = `${base.pathname.replace(/\/+$/, '')}/api/v1/${path}`;
  url.search = [base.search.slice(1), query].filter((part) => part !== '').join('&');
  return url.href;
}

function seconds(milliseconds: number): string {
  return (milliseconds / 1000).toFixed(3);
}

function hideSecrets<T>(answer: Obtained<T>, secrets: readonly string[]): Obtained<T> {
  if (answer.outcome === 'obtained') return answer;
  return { ...answer, detail: createRedactor(secrets)(answer.detail) };
}
