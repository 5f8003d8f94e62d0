import { describe, expect, it } from 'vitest';
import { createGateSources } from '../../../src/adapters/gates/sources.ts';
import type { HttpGate } from '../../../src/core/plan/plan.ts';
import { closedPort, serve } from '../http/server.ts';

async function look(
  status: number,
  text: string,
  wanted: Pick<HttpGate, 'status' | 'contains'> = {},
) {
  const url = await serve((request, response) => {
    response.statusCode = request.headers.authorization === 'Bearer sesame' ? status : 401;
    response.end(text);
  });
  return evaluate({ url: `${url}/ready?token=hunter22`, ...wanted });
}

function evaluate({
  url,
  timeout = 5_000,
  ...wanted
}: Pick<HttpGate, 'status' | 'contains'> & { url: string; timeout?: number }) {
  return createGateSources({ environment: { TOKEN: 'sesame' } }).evaluate(
    {
      kind: 'http',
      name: 'ready',
      timeout,
      position: { line: 1, column: 1 },
      connection: { url, headers: {}, timeout, bearer: '$TOKEN' },
      ...wanted,
    },
    0,
  );
}

describe('an address', () => {
  it.each([
    ['open', 204, '', {}, /ready\?token=\*\*\* answered 204/],
    ['open', 503, 'draining', { status: 503, contains: 'drain' }, /answered 503/],
    ['shut', 503, '', {}, /answered 503/],
    ['shut', 200, '', { status: 204 }, /answered 200/],
    ['shut', 302, '', {}, /answered 302/],
    ['shut', 200, '{"ready":false}', { contains: '"ready":true' }, /without that text/],
  ] as const)('is %s at %d %j, wanted %j', async (outcome, status, text, wanted, found) => {
    const finding = await look(status, text, wanted);
    expect(finding).toMatchObject({ outcome, found: expect.stringMatching(found) });
    expect(JSON.stringify(finding)).not.toMatch(/hunter22|sesame/);
  });

  it('is broken when nobody answers, in time or at all', async () => {
    const closed = await evaluate({ url: `http://127.0.0.1:${await closedPort()}` });
    expect(closed).toMatchObject({
      outcome: 'broken',
      found: expect.stringMatching(/ECONNREFUSED/),
    });
    const silent = await evaluate({ url: await serve(() => {}), timeout: 50 });
    expect(silent).toMatchObject({
      outcome: 'broken',
      found: expect.stringMatching(/within 50ms/),
    });
  });

  it('is broken when a variable of it is not set', async () => {
    expect(await evaluate({ url: '$NOWHERE' })).toMatchObject({
      outcome: 'broken',
      found: expect.stringMatching(/\$NOWHERE/),
    });
  });
});
