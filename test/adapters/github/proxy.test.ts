import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { connect } from 'node:net';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { createVirtualClock } from '../../../src/adapters/clock/virtual.ts';
import { createGitHubClient } from '../../../src/adapters/github/client.ts';

async function listen(server: Server): Promise<number> {
  await new Promise<void>((done) => {
    server.listen(0, '127.0.0.1', done);
  });
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}

test('a self-hosted runner reaches GitHub by the proxy that its environment names', async () => {
  const api = createServer((request, response) => {
    const body = JSON.stringify({ name: request.headers.host });
    response.setHeader('content-type', 'application/json').end(body);
  });
  const port = await listen(api);
  const tunnels: (string | undefined)[] = [];
  const proxy = createServer().on('connect', (request, client) => {
    tunnels.push(request.url);
    const server = connect(port, '127.0.0.1', () => {
      client.write('HTTP/1.1 200 Connected\r\n\r\n');
      server.pipe(client);
      client.pipe(server);
    });
    onTestFinished(() => {
      server.destroy();
      client.destroy();
    });
  });
  const before = process.env['http_proxy'];
  process.env['http_proxy'] = `http://127.0.0.1:${await listen(proxy)}`;
  onTestFinished(() => {
    if (before === undefined) delete process.env['http_proxy'];
    else process.env['http_proxy'] = before;
  });

  const client = createGitHubClient({
    token: 'token',
    apiUrl: 'http://api.github.test',
    graphqlUrl: 'http://api.github.test/graphql',
    clock: createVirtualClock(0),
  });
  const answer = await client.rest('GET /repos/{owner}/{repo}', { owner: 'octo', repo: 'shop' });
  expect(answer).toEqual({ outcome: 'answered', data: { name: 'api.github.test' } });
  expect(tunnels).toEqual(['api.github.test:80']);
});
