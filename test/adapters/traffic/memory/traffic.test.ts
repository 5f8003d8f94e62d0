import { describe, expect, it } from 'vitest';
import { createMemoryTraffic } from '../../../../src/adapters/traffic/memory/traffic.ts';
import { failed } from '../../../../src/adapters/traffic/result.ts';
import { describeTraffic } from '../contract.ts';

const gone = failed('unreachable', 'the target went away for the test');

describeTraffic('in memory', () => {
  const traffic = createMemoryTraffic();
  return {
    traffic,
    fell: () => traffic.setStable(false),
    drift: (weight) => traffic.drift(weight),
    vanish: () => traffic.fail(gone),
    close: () => {},
  };
});

describe('traffic in memory', () => {
  it('remembers every weight it carried, whoever set it', async () => {
    const traffic = createMemoryTraffic();
    await traffic.setWeight(5);
    await traffic.setWeight(5);
    traffic.drift(40);
    await traffic.setWeight(0);
    expect(traffic.history).toEqual([0, 5, 40, 0]);
  });

  it('fails as often as it was told, and does nothing meanwhile', async () => {
    const traffic = createMemoryTraffic();
    traffic.fail(gone, 2);
    expect(await traffic.setWeight(5)).toEqual(gone);
    expect(await traffic.readWeight()).toEqual(gone);
    expect(await traffic.readWeight()).toEqual({ outcome: 'ok', weight: 0 });
  });

  it('can be mended', async () => {
    const traffic = createMemoryTraffic();
    traffic.fail(gone);
    traffic.mend();
    expect(await traffic.setWeight(5)).toEqual({ outcome: 'ok', weight: 5 });
  });
});
