import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { connect } from 'node:net';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test, vi } from 'vitest';
import { createVirtualClock } from '../../../src/adapters/clock/virtual.ts';

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
  // The toolkit looks for a proxy when it is loaded, as it is in an action: after the environment is there.
  vi.stubEnv('http_proxy', `http://127.0.0.1:${await listen(proxy)}`);
  vi.stubEnv('GITHUB_API_URL', 'http://api.github.test');
  onTestFinished(() => void vi.unstubAllEnvs());
  const { createGitHubClient } = await import('../../../src/adapters/github/client.ts');

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
