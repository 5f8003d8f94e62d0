import { createServer, connect, type AddressInfo, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  type FakeRuntimeApi,
  startRuntimeApi,
} from '../../adapters/traffic/haproxy/runtime-api.ts';
import type { Deed, Effect, Fault, Tap } from '../tap.ts';

/** An HAProxy whose weights outlive the product. */
export interface HAProxy {
  readonly address: string;
  /** The canary's share in percent. */
  share(): number;
  setShare(share: number): void;
  close(): Promise<void>;
}

export async function openHAProxy(tap: Tap): Promise<HAProxy> {
  const api = await startRuntimeApi({
    v1: { weight: 100, initial: 100, status: 'UP' },
    v2: { weight: 0, initial: 0, status: 'UP' },
  });
  const open = new Set<Socket>();
  const server = createServer((socket) => {
    open.add(socket);
    socket.on('error', () => {});
    socket.once('close', () => open.delete(socket));
    socket.once('data', (data) => void tap.pass(createDeed(api, data.toString(), socket)));
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { v1, v2 } = api.servers;
  if (v1 === undefined || v2 === undefined) throw new Error('the servers were named above');
  return {
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    share: () => (100 * v2.weight) / (v1.weight + v2.weight),
    setShare: (share) => {
      v1.weight = 100 - share;
      v2.weight = share;
    },
    async close() {
      for (const socket of open) socket.destroy();
      server.close();
      await api.close();
    },
  };
}

function createDeed(api: FakeRuntimeApi, command: string, socket: Socket): Deed {
  let answer = '';
  const drop = () => void socket.destroy();
  const send = (said: string) =>
    new Promise<void>((resolve) => {
      socket.once('close', () => resolve());
      socket.write(said, () => resolve());
    });
  return {
    effect: describeCommand(command.trim()),
    async carryOut() {
      answer = await ask(api.address, command);
    },
    async answer(part) {
      await send(part === 'half' ? answer.slice(0, Math.floor(answer.length / 2)) : answer);
      if (part === 'whole') socket.end();
    },
    fail: (fault) => void fail(fault),
    drop,
  };

  async function fail(fault: Fault): Promise<void> {
    switch (fault.kind) {
      case 'silence':
        return;
      case 'reset':
        socket.resetAndDestroy();
        return;
      case 'status':
        await send('Permission denied\n\n');
        socket.end();
        return;
      case 'late': {
        const said = await ask(api.address, command);
        await sleep(fault.delay);
        await send(said);
        socket.end();
        return;
      }
      case 'truncate': {
        const said = await ask(api.address, command);
        await send(said.slice(0, Math.floor(said.length / 2)));
        socket.end();
      }
    }
  }
}

function describeCommand(command: string): Effect {
  return { kind: command.startsWith('set ') ? 'weight change' : 'target read', name: command };
}

async function ask(address: string, command: string): Promise<string> {
  const [host, port] = address.split(':');
  const upstream = connect({ host: host ?? '', port: Number(port) });
  upstream.write(command);
  return text(upstream);
}
