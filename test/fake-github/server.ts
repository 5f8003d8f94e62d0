import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import type { Instant } from '../../src/core/quantity/instant.ts';
import { answerControl, CONTROL_PREFIX } from './control.ts';
import type { Outgoing } from './delivery.ts';
import { createExchange } from './exchange.ts';
import { createJournal, type RequestRecord, type Violation } from './journal.ts';
import { createRateMeter } from './rates.ts';
import { createScript, type Fault, type RequestMatch } from './script.ts';
import { plantSeed } from './seed/plant.ts';
import type { Seed } from './seed/seed.ts';
import type { Hub } from './state/hub.ts';
import { createWorld, findRepository, type Repository, type World } from './state/world.ts';

export interface FakeGitHubOptions {
  /** Default 0: any free port. */
  readonly port?: number;
  readonly seed?: Seed;
  /** A world saved earlier; default an empty one. */
  readonly world?: World;
  /** Where timestamps come from; default the machine's clock. */
  readonly now?: () => Instant;
  /** Requests an hour, REST and GraphQL each; default 1,000, as GITHUB_TOKEN has. */
  readonly rateLimit?: number;
  /** GraphQL's error type for a ref that is not where `beforeOid` says; no client should depend on it. */
  readonly staleRefType?: string;
  /** Called after every request that may have changed the world. */
  readonly onChange?: (world: World) => void;
}

export interface FakeGitHub {
  /** What GITHUB_API_URL is to be. */
  readonly url: string;
  /** What GITHUB_GRAPHQL_URL is to be. */
  readonly graphqlUrl: string;
  /** Every request to the API so far, in the order they were answered. */
  readonly requests: readonly RequestRecord[];
  /** Everything GitHub would not have understood. A test that ends with any has failed. */
  readonly violations: readonly Violation[];
  readonly world: World;
  /** The state of `owner/name`; throws when there is no such repository. */
  repository(fullName: string): Repository;
  plant(seed: Seed): void;
  fail(fault: Fault): void;
  /** Acts just before the next matching request is carried out, as a rival who is faster. */
  interrupt(match: RequestMatch, action: () => void): void;
  close(): Promise<void>;
}

/** Starts GitHub on loopback. */
export async function startFakeGitHub(options: FakeGitHubOptions = {}): Promise<FakeGitHub> {
  const now = options.now ?? Date.now;
  const world = options.world ?? createWorld();
  const journal = createJournal();
  const script = createScript();
  const server = createServer();
  await new Promise<void>((resolve) => {
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const url = `http://127.0.0.1:${portOf(server)}`;
  const hub: Hub = { world, url, now };
  if (options.seed !== undefined) plantSeed(hub, options.seed);
  const exchange = createExchange({
    hub,
    journal,
    script,
    rates: createRateMeter(options.rateLimit ?? 1000, now),
    staleRefType: options.staleRefType ?? 'STALE_DATA',
  });

  async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const incoming = {
      method: request.method ?? 'GET',
      url: new URL(request.url ?? '/', url),
      headers: request.headers,
      text: await text(request),
    };
    const outgoing = incoming.url.pathname.startsWith(CONTROL_PREFIX)
      ? answerControl({ hub, journal, script }, incoming)
      : await exchange(incoming);
    if (incoming.method !== 'GET') options.onChange?.(world);
    send(response, outgoing);
  }

  server.on('request', (request, response) => {
    respond(request, response).catch((error: unknown) => {
      const problem = error instanceof Error ? (error.stack ?? error.message) : String(error);
      journal.violations.push({ request: `${request.method} ${request.url}`, problem });
      send(response, { status: 500, headers: {}, text: problem, loss: undefined });
    });
  });

  return {
    url,
    graphqlUrl: `${url}/graphql`,
    requests: journal.requests,
    violations: journal.violations,
    world,
    repository(fullName) {
      const [owner = '', name = ''] = fullName.split('/');
      const repository = findRepository(world, owner, name);
      if (repository === undefined) throw new Error(`no repository ${fullName} was planted`);
      return repository;
    },
    plant: (seed) => plantSeed(hub, seed),
    fail: (fault) => script.fail(fault),
    interrupt: (match, action) => script.interrupt(match, action),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  return address.port;
}

function send(response: ServerResponse, outgoing: Outgoing): void {
  const { status, headers, text: body, loss } = outgoing;
  // A timeout is answered by nobody: the socket stays open until the client or close() ends it.
  if (loss === 'timeout') return;
  if (loss === 'reset') {
    response.socket?.resetAndDestroy();
    return;
  }
  const length = { 'content-length': String(Buffer.byteLength(body)) };
  const hasBody = status !== 204 && status !== 304;
  response.writeHead(status, { ...headers, ...(hasBody && length) });
  if (loss === 'truncate') {
    response.write(body.slice(0, Math.floor(body.length / 2)), () => response.socket?.destroy());
    return;
  }
  response.end(hasBody ? body : undefined);
}
