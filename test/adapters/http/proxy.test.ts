import { createServer } from 'node:http';
import { connect } from 'node:net';
import type { AddressInfo } from 'node:net';
import { readFileSync } from 'node:fs';
import { describe, expect, onTestFinished, test } from 'vitest';
import { proxyFor } from '../../../src/adapters/http/proxy.ts';
import { request } from '../../../src/adapters/http/request.ts';
import { serveTls } from './server.ts';

const PROXY = 'http://proxy.corp:3128/';

describe('the proxy of an address', () => {
  test.each([
    ['http://a.org/', { HTTP_PROXY: PROXY }, PROXY],
    ['http://a.org/', { HTTPS_PROXY: PROXY }, undefined],
    ['https://a.org/', { https_proxy: PROXY, HTTPS_PROXY: 'http://other/' }, PROXY],
    ['https://a.org/', { HTTPS_PROXY: 'socks5://proxy:1080' }, undefined],
    ['https://a.org/', { HTTPS_PROXY: '' }, undefined],
    ['https://a.org/', {}, undefined],
    ...['localhost', '127.0.0.1', '127.9.9.9', '[::1]'].map(
      (host) => [`https://${host}:9090/`, { HTTPS_PROXY: PROXY }, undefined] as const,
    ),
  ] as const)('%s with %j is %s', (address, environment, proxy) => {
    expect(proxyFor(new URL(address), environment)?.href).toBe(proxy);
  });

  test.each([
    ['a.org', true],
    ['A.ORG', true],
    ['org', true],
    ['.a.org', false],
    ['.org', true],
    ['b.org', false],
    ['xa.org', false],
    ['*', true],
    ['a.org:443', true],
    ['a.org:80', false],
    ['b.org, a.org', true],
    [',,', false],
  ])('is none where NO_PROXY=%s covers a.org: %s', (list, isCovered) => {
    const environment = { HTTPS_PROXY: PROXY, NO_PROXY: list };
    expect(proxyFor(new URL('https://a.org/'), environment) === undefined).toBe(isCovered);
  });
});

interface Proxy {
  readonly url: string;
  /** What it was asked for, and by whom. */
  readonly asked: string[];
}

/** A proxy that leads every name to the port in the address, on this machine; 407 without a password. */
async function startProxy(): Promise<Proxy> {
  const asked: string[] = [];
  const isKnown = (authorization: string | undefined) =>
    authorization === `Basic ${Buffer.from('me:p@ss').toString('base64')}`;
  const server = createServer((question, answer) => {
    asked.push(`${question.method} ${question.url} ${question.headers.authorization ?? '-'}`);
    answer.end(`by proxy: ${question.headers.host}`);
  });
  server.on('connect', (question, socket) => {
    asked.push(`${question.method} ${question.url}`);
    if (!isKnown(question.headers['proxy-authorization'])) {
      socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n');
      return;
    }
    const port = Number(question.url?.split(':')[1]);
    const upstream = connect(port, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      upstream.pipe(socket).pipe(upstream);
    });
    for (const end of [upstream, socket]) end.on('error', () => upstream.destroy());
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- it listens on a port
  const { port } = server.address() as AddressInfo;
  return { url: `http://me:p%40ss@127.0.0.1:${port}`, asked };
}

const pem = (name: string) => readFileSync(new URL(`./tls/${name}.pem`, import.meta.url), 'utf8');
const identity = { key: pem('key'), cert: pem('certificate') };

describe('a request', () => {
  test('over http is made by the proxy, which is told no more than the server', async () => {
    const proxy = await startProxy();
    const response = await request({
      url: 'http://reader:pw@metrics.corp:8080/api?x=1',
      timeout: 5_000,
      environment: { HTTP_PROXY: proxy.url },
    });
    expect(response).toMatchObject({ status: 200, text: 'by proxy: metrics.corp:8080' });
    const credentials = Buffer.from('reader:pw').toString('base64');
    expect(proxy.asked).toEqual([`GET http://metrics.corp:8080/api?x=1 Basic ${credentials}`]);
  });

  test('over https goes through a tunnel, and the certificate is the name that was asked for', async () => {
    const origin = await serveTls((question, answer) => answer.end(`at ${question.url}`), identity);
    const { port } = new URL(origin);
    const proxy = await startProxy();
    const ask = (host: string) =>
      request({
        url: `https://${host}:${port}/api`,
        timeout: 5_000,
        ca: identity.cert,
        environment: { HTTPS_PROXY: proxy.url },
      });
    expect(await ask('metrics.corp')).toMatchObject({
      outcome: 'failed',
      detail: expect.stringContaining('ERR_TLS_CERT_ALTNAME_INVALID'),
    });
    // The certificate is for localhost; with a dot at its end that is a name as any other.
    expect(await ask('localhost.')).toMatchObject({ status: 200, text: 'at /api' });
    expect(proxy.asked).toEqual([`CONNECT metrics.corp:${port}`, `CONNECT localhost.:${port}`]);
  });

  test('that the proxy does not let through says so, without its password', async () => {
    const proxy = await startProxy();
    const response = await request({
      url: 'https://metrics.corp/',
      timeout: 5_000,
      environment: { HTTPS_PROXY: proxy.url.replace('p%40ss', 'wrong-password') },
    });
    expect(response).toMatchObject({
      outcome: 'failed',
      reason: 'unreachable',
      detail: expect.stringContaining('the proxy would not lead there'),
    });
    expect(JSON.stringify(response)).not.toContain('wrong-password');
  });

  test('to a proxy that is not there says so', async () => {
    const environment = { HTTPS_PROXY: 'http://127.0.0.1:1', HTTP_PROXY: 'http://127.0.0.1:1' };
    for (const url of ['https://metrics.corp/', 'http://metrics.corp/']) {
      const response = await request({ url, timeout: 5_000, environment });
      expect(response).toMatchObject({
        reason: 'unreachable',
        detail: expect.stringContaining('ECONNREFUSED'),
      });
    }
  });
});
