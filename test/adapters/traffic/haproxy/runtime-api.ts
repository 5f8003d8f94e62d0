import { createServer } from 'node:net';
import type { Socket } from 'node:net';
import { once } from 'node:events';

export interface FakeServer {
  weight: number;
  initial: number;
  status: string;
  backup?: boolean;
}

/** As much of HAProxy 2.6's runtime API as the adapter uses, answering byte for byte as the real one does. */
export interface FakeRuntimeApi {
  readonly address: string;
  readonly servers: Record<string, FakeServer>;
  /** Every command received, oldest first. */
  readonly commands: string[];
  /** Answers so in place of doing anything; undefined lets it think for itself again. */
  answer: ((command: string) => string | undefined) | undefined;
  /** Answers nothing at all, and keeps the connection. */
  silent: boolean;
  readonly close: () => Promise<void>;
}

const COLUMNS = '# pxname,svname,qcur,status,weight,act,bck,check_desc,';

export async function startRuntimeApi(
  servers: Record<string, FakeServer>,
  listenAt: { path: string } | { port: number } = { port: 0 },
): Promise<FakeRuntimeApi> {
  const open = new Set<Socket>();
  const listener = createServer((socket) => {
    open.add(socket);
    socket.on('error', () => {});
    socket.once('data', (data) => {
      const command = data.toString().trim();
      api.commands.push(command);
      if (!api.silent) socket.end(api.answer?.(command) ?? think(command));
    });
  });
  await once(
    'path' in listenAt
      ? listener.listen(listenAt.path)
      : listener.listen(listenAt.port, '127.0.0.1'),
    'listening',
  );

  const at = listener.address();
  const api: FakeRuntimeApi = {
    address: typeof at === 'object' ? `127.0.0.1:${at?.port}` : at,
    servers,
    commands: [],
    answer: undefined,
    silent: false,
    async close() {
      for (const socket of open) socket.destroy();
      if (listener.listening) await once(listener.close(), 'close');
    },
  };

  function think(command: string): string {
    const [, verb, place = '', rest] =
      /^(get weight|set server|show stat) (\S+) ?(.*)$/.exec(command) ?? [];
    const [backend, name = ''] = place.split('/');
    if (verb === undefined) return 'Unknown command, but maybe one of the following …\n\n';
    if (verb === 'show stat') return backend === 'shop' ? table() : 'No such proxy.\n\n';
    if (backend !== 'shop') return 'No such backend.\n\n';
    const server = servers[name];
    if (server === undefined) return 'No such server.\n\n';
    if (verb === 'get weight') return `${server.weight} (initial ${server.initial})\n\n`;
    const weight = Number(/^weight (\d+)$/.exec(rest ?? '')?.[1]);
    if (!(weight <= 256)) return 'Absolute weight can only be between 0 and 256 inclusive.\n\n';
    server.weight = weight;
    return '\n';
  }

  function table(): string {
    const rows = Object.entries(servers).map(
      ([name, { status, weight, backup = false }]) =>
        `shop,${name},0,${status},${weight},${backup ? '0,1' : '1,0'},"a, b",\n`,
    );
    return `${COLUMNS}\n${rows.join('')}\n`;
  }

  return api;
}
