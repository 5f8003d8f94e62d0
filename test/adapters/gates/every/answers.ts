import type { RequestListener } from 'node:http';

/** Always the same. */
export function answering(body: unknown, status = 200): RequestListener {
  return (_, response) => {
    response.statusCode = status;
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  };
}

/** Nothing at all. */
export const silent: RequestListener = () => {};

export const loginPage = answering('<!doctype html><html>Sign in</html>');

/** As Prometheus answers an instant query: one value for each. */
export function vector(...values: readonly string[]): object {
  const result = values.map((value, index) => ({
    metric: values.length > 1 ? { pod: `p${index}` } : {},
    value: [1, value],
  }));
  return { status: 'success', data: { resultType: 'vector', result } };
}

/** As Alertmanager answers: alerts by their labels. */
export function firing(...labels: readonly Record<string, string>[]): object {
  return labels.map((set) => ({ labels: set, annotations: {}, status: { state: 'active' } }));
}

/** Counts by the window that is asked for, in seconds: failures of a total. */
export function counting(
  counts: Readonly<Record<number, readonly [failures: number, total: number]>>,
): RequestListener {
  return (request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      const query = new URLSearchParams(body).get('query') ?? '';
      const [failures, total] = counts[Number(/\[(\d+)s\]/.exec(query)?.[1])] ?? [];
      const value = query.includes('errors') ? failures : total;
      response.end(JSON.stringify(value === undefined ? vector() : vector(String(value))));
    });
  };
}
