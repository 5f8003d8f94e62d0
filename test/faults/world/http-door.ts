import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Deed, Effect, Fault, Tap } from '../tap.ts';

export interface Asked {
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

export interface Answered {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

/** What stands behind a door. */
export interface HttpService {
  describe(asked: Asked): Effect;
  /** With `half`, does as much as may be done when the connection breaks in the middle. */
  carryOut(asked: Asked, part: 'whole' | 'half'): Promise<Answered> | Answered;
  /** What an error answer says; JSON of the service's own form. */
  explain(status: number): string;
}

export interface Door {
  readonly port: number;
  readonly url: string;
  close(): Promise<void>;
}

/** Serves `service` on loopback; every request passes the tap first. */
export async function openHttpDoor(tap: Tap, service: HttpService): Promise<Door> {
  const server = createServer({ keepAlive: true }, (request, response) => {
    readRequest(request)
      .then((asked) => tap.pass(createDeed(service, asked, response)))
      .catch(() => response.socket?.destroy());
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    port,
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function readRequest(request: IncomingMessage): Promise<Asked> {
  const headers = Object.entries(request.headers).map(([name, value]) => [name, String(value)]);
  return {
    method: request.method ?? 'GET',
    url: new URL(request.url ?? '/', 'http://door'),
    headers: Object.fromEntries(headers),
    text: await text(request),
  };
}

function createDeed(service: HttpService, asked: Asked, response: ServerResponse): Deed {
  let answered: Answered = { status: 500, headers: {}, text: '' };
  const drop = () => void response.socket?.destroy();

  function send({ status, headers, text: body }: Answered, bytes: number): Promise<void> {
    const buffer = Buffer.from(body);
    const length = status === 204 || status === 304 ? {} : { 'content-length': buffer.length };
    return new Promise((resolve) => {
      response.once('close', resolve);
      response.writeHead(status, { ...headers, ...length });
      const isWhole = bytes >= buffer.length;
      if (isWhole) response.end(buffer, () => resolve());
      else response.write(buffer.subarray(0, bytes), () => resolve());
    });
  }

  return {
    effect: service.describe(asked),
    async carryOut(part) {
      answered = await service.carryOut(asked, part);
    },
    answer: (part) => {
      const whole = Buffer.byteLength(answered.text);
      return send(answered, part === 'half' ? Math.floor(whole / 2) : whole);
    },
    fail: (fault) => void fail(fault),
    drop,
  };

  async function fail(fault: Fault): Promise<void> {
    switch (fault.kind) {
      case 'silence':
        return; // The client ends it, or nobody does.
      case 'reset':
        response.socket?.resetAndDestroy();
        return;
      case 'status': {
        const body = service.explain(fault.status);
        const headers = { 'content-type': 'application/json', ...fault.headers };
        await send({ status: fault.status, headers, text: body }, Buffer.byteLength(body));
        return;
      }
      case 'late':
        answered = await service.carryOut(asked, 'whole');
        await sleep(fault.delay);
        await send(answered, Buffer.byteLength(answered.text));
        return;
      case 'truncate': {
        const { status, headers, text: body } = await service.carryOut(asked, 'whole');
        await send({ status, headers, text: body }, Math.floor(Buffer.byteLength(body) / 2));
        drop();
      }
    }
  }
}
