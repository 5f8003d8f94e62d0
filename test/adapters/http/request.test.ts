import { readFile } from 'node:fs/promises';
import type { RequestListener } from 'node:http';
import { describe, expect, test } from 'vitest';
import { request } from '../../../src/adapters/http/request.ts';
import { closedPort, serve, serveBytes, serveTls } from './server.ts';

const timeout = 5_000;

const echo: RequestListener = (incoming, answer) => {
  answer.writeHead(418, {
    'x-method': incoming.method ?? '',
    'x-authorization': incoming.headers.authorization ?? '',
  });
  incoming.pipe(answer);
};

const redirecting =
  (status: number, location: string): RequestListener =>
  (incoming, answer) => {
    if (incoming.url === '/there') answer.end(incoming.headers.authorization);
    else answer.writeHead(status, { location }).end();
  };

const pem = (name: string) => readFile(new URL(`tls/${name}.pem`, import.meta.url), 'utf8');

const serveShop = async () =>
  serveTls((_, answer) => answer.end('shop'), {
    key: await pem('key'),
    cert: await pem('certificate'),
  });

describe('an exchange', () => {
  test('carries method, headers and body, and any status is an answer', async () => {
    const url = await serve(echo);
    const headers = { authorization: 'Bearer abc' };
    const response = await request({ url, method: 'POST', headers, body: 'grün', timeout });
    expect(response).toMatchObject({ outcome: 'answered', status: 418, text: 'grün' });
    expect(response).toMatchObject({
      headers: { 'x-method': 'POST', 'x-authorization': 'Bearer abc' },
    });
  });

  test('turns a user and password in the address into basic authorization', async () => {
    const url = (await serve(echo)).replace('//', '//me:p%40ss@');
    const expected = `Basic ${Buffer.from('me:p@ss').toString('base64')}`;
    expect(await request({ url, timeout })).toMatchObject({
      headers: { 'x-authorization': expected },
    });
  });
});

describe('redirects', () => {
  const headers = { authorization: 'Bearer abc' };

  test.each([301, 302, 303, 307, 308])('%d is followed on the same origin', async (status) => {
    const url = await serve(redirecting(status, '/there'));
    expect(await request({ url, headers, timeout })).toMatchObject({
      status: 200,
      text: 'Bearer abc',
    });
  });

  test('a POST is not quietly turned into a GET', async () => {
    const url = await serve(redirecting(302, '/there'));
    expect(await request({ url, method: 'POST', body: 'x', timeout })).toMatchObject({
      status: 302,
    });
  });

  test('another origin never sees the credentials', async () => {
    let visits = 0;
    const elsewhere = await serve((_, answer) => {
      visits += 1;
      answer.end();
    });
    const url = await serve(redirecting(302, `${elsewhere}/there`));
    const response = await request({ url, headers, timeout });
    expect(response).toMatchObject({ status: 302, headers: { location: `${elsewhere}/there` } });
    expect(visits).toBe(0);
  });

  test('a loop ends', async () => {
    const url = await serve(redirecting(302, '/again'));
    expect(await request({ url, timeout })).toMatchObject({ outcome: 'answered', status: 302 });
  });
});

describe('TLS', () => {
  test('an authority of one’s own is trusted when named', async () => {
    const url = await serveShop();
    expect(await request({ url, timeout, ca: await pem('certificate') })).toMatchObject({
      status: 200,
      text: 'shop',
    });
  });

  test('and not otherwise', async () => {
    const response = await request({ url: await serveShop(), timeout });
    expect(response).toMatchObject({
      outcome: 'failed',
      reason: 'unreachable',
      detail: expect.stringContaining('name the authority with `ca`'),
    });
  });

  test.each(['not a certificate', ''])('a broken authority %j fails closed', async (ca) => {
    const response = await request({ url: await serveShop(), timeout, ca });
    expect(response).toMatchObject({ outcome: 'failed', reason: 'unreachable' });
  });
});

describe('no answer', () => {
  test('nobody there', async () => {
    const url = `http://me:hunter2@127.0.0.1:${await closedPort()}/?token=hunter2`;
    const response = await request({ url, timeout });
    expect(response).toMatchObject({
      outcome: 'failed',
      reason: 'unreachable',
      detail: expect.stringContaining('ECONNREFUSED'),
    });
    expect(JSON.stringify(response)).not.toContain('hunter2');
  });

  test.each(['', 'not a url', '$PROMETHEUS_URL/x', 'file:///etc/passwd'])(
    '%j is no address',
    async (url) => {
      const response = await request({ url, timeout });
      expect(response).toMatchObject({ outcome: 'failed', reason: 'unreachable' });
    },
  );

  test('a server that hangs, before or amid the answer', async () => {
    const silent = await serve(() => {});
    const stuck = await serve((_, answer) => void answer.write('half'));
    for (const url of [silent, stuck]) {
      expect(await request({ url, timeout: 150 })).toMatchObject({
        outcome: 'failed',
        reason: 'timeout',
        detail: expect.stringContaining('did not answer within 150ms'),
      });
    }
  });

  test.each([
    ['', 'unreachable'],
    ['SSH-2.0-OpenSSH_9.2\r\n', 'malformed'],
    ['HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nshort', 'unreachable'],
  ])('bytes %j', async (bytes, reason) => {
    const url = await serveBytes(bytes);
    expect(await request({ url, timeout })).toMatchObject({ outcome: 'failed', reason });
  });

  test('more than 16 MiB', async () => {
    const url = await serve((_, answer) => answer.end(Buffer.alloc(16 * 1024 * 1024 + 1)));
    expect(await request({ url, timeout })).toMatchObject({
      outcome: 'failed',
      reason: 'malformed',
    });
  });

  test('a secret with a line break is named as the likely cause, and not shown', async () => {
    const url = await serve((_, answer) => answer.end());
    const response = await request({
      url,
      timeout,
      headers: { authorization: 'Bearer hunter2\n' },
    });
    expect(response).toMatchObject({ detail: expect.stringContaining('end with a line break') });
    expect(JSON.stringify(response)).not.toContain('hunter2');
  });
});
