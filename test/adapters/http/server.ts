import { createServer } from 'node:http';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { createServer as createTcpServer } from 'node:net';
import type { Server } from 'node:net';
import { onTestFinished } from 'vitest';

type Listener = (question: IncomingMessage, answer: ServerResponse) => unknown;

/** Serves on a free loopback port until the test is over; returns the origin. */
export async function serve(listener: Listener): Promise<string> {
  const server = createServer((question, answer) => void listener(question, answer));
  onTestFinished(() => server.closeAllConnections());
  return `http://127.0.0.1:${await listen(server)}`;
}

export async function serveTls(
  listener: RequestListener,
  identity: { readonly key: string; readonly cert: string },
): Promise<string> {
  const server = createTlsServer(identity, listener);
  onTestFinished(() => server.closeAllConnections());
  return `https://127.0.0.1:${await listen(server)}`;
}

/** Answers every first packet with these bytes, whatever they mean, and hangs up. */
export async function serveBytes(bytes: string): Promise<string> {
  const server = createTcpServer((socket) => {
    socket.on('error', () => {});
    socket.once('data', () => socket.end(bytes));
  });
  return `http://127.0.0.1:${await listen(server)}`;
}

/** A loopback port where nothing listens. */
export async function closedPort(): Promise<number> {
  const server = createTcpServer();
  const port = await open(server);
  await close(server);
  return port;
}

async function listen(server: Server): Promise<number> {
  const port = await open(server);
  onTestFinished(() => void close(server));
  return port;
}

function open(server: Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      if (typeof address === 'object' && address !== null) resolve(address.port);
      else reject(new Error('the server listens on no port'));
    });
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
  });
}
