import {
  Agent,
  request as httpRequest,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import { pipeline } from 'node:stream';
import { text } from 'node:stream/consumers';
import { createBalance, VERSIONS, type Balance, type Version } from './balance.ts';
import { createMetricsPage, METRICS_CONTENT_TYPE } from './metrics-page.ts';
import { listen } from './server.ts';

export interface ProxyOptions {
  /** Addresses of the two versions. */
  readonly stable: string;
  readonly canary: string;
  /** False: the canary is given a weight but no visitor, as when a load balancer holds it for dead. */
  readonly canaryInRotation?: boolean;
}

export interface Proxy {
  /** Where visitors come in. */
  readonly url: string;
  /** `GET` and `PUT /weight` (the canary's percent as plain text) and `GET /metrics`. */
  readonly adminUrl: string;
  close(): Promise<void>;
}

type Observe = (version: Version, status: number) => void;

/** Starts a reverse proxy over two versions; the canary begins with weight 0. */
export async function startProxy(options: ProxyOptions): Promise<Proxy> {
  const { canaryInRotation = true } = options;
  const agent = new Agent({ keepAlive: true, maxSockets: 256 });
  const balance = createBalance(0);
  const page = createMetricsPage();
  const requests = page.counter('proxy_requests_total', 'Requests passed on.');
  page.gauge('proxy_canary_weight', 'Percent of new visitors sent to the canary.', () =>
    balance.weight(),
  );

  const front = await listen((request, response) => {
    const chosen = balance.choose(readVersion(request));
    const version = canaryInRotation ? chosen : 'stable';
    forward({ agent, version, upstream: options[version], request, response }, (on, status) =>
      requests.increment({ version: on, code: String(status) }),
    );
  });
  const admin = await listen((request, response) => {
    if (request.url === '/weight') void answerWeight(balance, request, response);
    else if (request.url === '/metrics')
      response.writeHead(200, { 'content-type': METRICS_CONTENT_TYPE }).end(page.render());
    else response.writeHead(404).end('GET or PUT /weight, GET /metrics\n');
  });

  return {
    url: front.url,
    adminUrl: admin.url,
    close: async () => {
      await Promise.all([front.close(), admin.close()]);
      agent.destroy();
    },
  };
}

interface Passage {
  readonly agent: Agent;
  readonly version: Version;
  readonly upstream: string;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

function forward({ agent, version, upstream, request, response }: Passage, observe: Observe): void {
  const { method, headers } = request;
  const onward = httpRequest(`${upstream}${request.url ?? '/'}`, { agent, method, headers });
  onward.on('response', (answer) => {
    const status = answer.statusCode ?? 502;
    observe(version, status);
    response.writeHead(status, { ...answer.headers, 'set-cookie': `version=${version}; Path=/` });
    // Half an answer is worse than none: when one side breaks off, the other is told.
    pipeline(answer, response, () => {});
  });
  onward.on('error', () => {
    if (response.headersSent) {
      response.destroy();
      return;
    }
    observe(version, 502);
    response.writeHead(502).end(`the ${version} version does not answer\n`);
  });
  request.pipe(onward);
}

function readVersion(request: IncomingMessage): Version | undefined {
  const cookie = request.headers.cookie ?? '';
  return VERSIONS.find((version) => cookie.includes(`version=${version}`));
}

async function answerWeight(
  balance: Balance,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (request.method === 'PUT') {
    const wanted = parseWeight(await text(request));
    if (wanted === undefined) {
      response.writeHead(400).end('a weight is a number from 0 to 100\n');
      return;
    }
    balance.setWeight(wanted);
  }
  response.writeHead(200, { 'content-type': 'text/plain' }).end(`${balance.weight()}\n`);
}

function parseWeight(written: string): number | undefined {
  const weight = /^\d+(\.\d+)?$/.test(written.trim()) ? Number(written) : Number.NaN;
  return weight >= 0 && weight <= 100 ? weight : undefined;
}
