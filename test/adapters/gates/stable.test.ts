import { describe, expect, it } from 'vitest';
import { createGateSources } from '../../../src/adapters/gates/sources.ts';
import { createMemoryTraffic } from '../../../src/adapters/traffic/memory/traffic.ts';
import { failed } from '../../../src/adapters/traffic/result.ts';
import type { StableGate } from '../../../src/core/plan/plan.ts';
import type { StableSide } from '../../../src/ports/traffic.ts';
import { closedPort, serve } from '../http/server.ts';

function gateOf(url?: string, timeout = 5_000): StableGate {
  const connection = url === undefined ? undefined : { url, headers: {}, timeout };
  const position = { line: 1, column: 1 };
  return { kind: 'stable', name: 'way back', timeout, position, ...(connection && { connection }) };
}

function look(gate: StableGate, stable?: StableSide) {
  return createGateSources({ environment: {}, ...(stable && { stable }) }).evaluate(gate, 0);
}

function answering(status: number): Promise<string> {
  return serve((_, response) => response.writeHead(status).end());
}

const up = createMemoryTraffic();
const down = createMemoryTraffic();
down.setStable(false);
const away = createMemoryTraffic();
away.fail(failed('unreachable', 'nobody answers at 127.0.0.1:9999'));
const untold: StableSide = {
  checkStable: async () => ({ outcome: 'untold', detail: 'it cannot tell' }),
};
const silent: StableSide = { checkStable: () => new Promise(() => {}) };

describe('the gate of the stable side', () => {
  it('is open while it could take everything', async () => {
    expect(await look(gateOf(), up)).toMatchObject({
      outcome: 'open',
      found: 'the stable version is up',
    });
  });

  it.each([
    ['it is down', gateOf(), down, 'shut', /is down/],
    ['the target is away', gateOf(), away, 'broken', /nobody answers/],
    ['the target cannot tell', gateOf(), untold, 'broken', /no way to tell/],
    ['there is no target', gateOf(), undefined, 'broken', /no target/],
    ['the target does not answer', gateOf(undefined, 50), silent, 'broken', /within 50ms/],
    ['the address has a variable that is not set', gateOf('$URL'), up, 'broken', /\$URL/],
  ] as const)('is not when %s', async (_, gate, target, outcome, found) => {
    expect(await look(gate, target)).toMatchObject({
      outcome,
      found: expect.stringMatching(found),
      remedy: expect.stringMatching(/\S/),
    });
  });

  it('wants its address to answer too', async () => {
    expect(await look(gateOf(await answering(204)), up)).toMatchObject({
      outcome: 'open',
      found: expect.stringMatching(/is up; http.* answered 204/),
    });
    expect(await look(gateOf(await answering(503)), up)).toMatchObject({
      outcome: 'shut',
      found: expect.stringMatching(/is up; http.* answered 503/),
    });
    expect(await look(gateOf(`http://127.0.0.1:${await closedPort()}`), up)).toMatchObject({
      outcome: 'broken',
    });
  });

  it('is content with the address where the target cannot tell, and never where it says no', async () => {
    expect(await look(gateOf(await answering(200)), untold)).toMatchObject({ outcome: 'open' });
    expect(await look(gateOf(await answering(200)), down)).toMatchObject({ outcome: 'shut' });
    expect(await look(gateOf(await answering(200)), away)).toMatchObject({ outcome: 'broken' });
  });
});
