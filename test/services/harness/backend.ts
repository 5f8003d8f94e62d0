import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { createRequestMetrics } from './exposition.ts';
import { listenOnLoopback } from './port.ts';

export interface BackendBehaviour {
  /** Share of requests answered with 500, from 0 to 1. Errors are spread evenly, not drawn by lot. */
  readonly errorRate: number;
  /** Milliseconds before each answer. */
  readonly latencyMs: number;
}

export interface Backend {
  readonly name: string;
  readonly port: number;
  /** `host:port`, as scrape targets are written. */
  readonly address: string;
  readonly url: string;
  behave(change: Partial<BackendBehaviour>): void;
  /** Forgets all counts, as a restarted process does. */
  resetCounters(): void;
  close(): Promise<void>;
}

/**
 * A tiny service that answers `{"version": name}` to everything but `/metrics`, where it publishes
 * `http_requests_total{code,version}` and the classic histogram `http_request_duration_seconds{version}`.
 * The header `x-version` names it too.
 */
export async function startBackend(
  options: { readonly name: string } & Partial<BackendBehaviour>,
): Promise<Backend> {
  const { name } = options;
  let behaviour: BackendBehaviour = { errorRate: 0, latencyMs: 0, ...options };
  let metrics = createRequestMetrics(name);
  let errorsOwed = 0;

  const serveWork = async (response: ServerResponse) => {
    const begun = performance.now();
    if (behaviour.latencyMs > 0) await pause(behaviour.latencyMs);
    errorsOwed += behaviour.errorRate;
    const status = errorsOwed >= 1 ? 500 : 200;
    if (status === 500) errorsOwed -= 1;
    metrics.count(status, (performance.now() - begun) / 1_000);
    response.writeHead(status, { 'content-type': 'application/json', 'x-version': name });
    response.end(JSON.stringify({ version: name }));
  };

  const server = createServer((request, response) => {
    if (request.url !== '/metrics') {
      void serveWork(response);
      return;
    }
    response.writeHead(200, { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' });
    response.end(metrics.render());
  });
  const port = await listenOnLoopback(server);

  return {
    name,
    port,
    address: `127.0.0.1:${port}`,
    url: `http://127.0.0.1:${port}`,
    behave: (change) => void (behaviour = { ...behaviour, ...change }),
    resetCounters: () => void (metrics = createRequestMetrics(name)),
    async close() {
      server.closeAllConnections();
      await once(server.close(), 'close');
    },
  };
}
