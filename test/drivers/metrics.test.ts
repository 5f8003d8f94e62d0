import { describe, expect, it } from 'vitest';
import { THREE_PHASES } from '../core/plans.ts';
import { DOWN, GOOD, MINUTE, NO_DATA, phase, setStage, share } from './stage.ts';

const LONG = THREE_PHASES.replace('bake: 3m', 'bake: 30m');

describe('metrics that say nothing', () => {
  it('a provider that is down pauses after its limit of errors', async () => {
    const stage = setStage(LONG);
    stage.canary = () => DOWN;
    expect(await stage.drive(phase(0))).toMatchObject({
      status: 'paused',
      reason: { code: 'metrics-unavailable', sentence: expect.stringContaining('no route') },
      state: { weight: { intended: 5 } },
    });
    expect(stage.elapsed()).toBe(5 * MINUTE);
  });

  it('no data pauses after its limit', async () => {
    const stage = setStage(LONG);
    stage.canary = () => NO_DATA;
    expect(await stage.drive(phase(0))).toMatchObject({
      status: 'paused',
      reason: { code: 'inconclusive' },
    });
    expect(stage.elapsed()).toBe(4 * MINUTE);
  });

  it.each([
    ['no data', NO_DATA],
    ['an error', DOWN],
    ['too few samples', share(0, 1)],
  ])('%s at the end of the bake is no pass', async (_, reading) => {
    const stage = setStage();
    stage.canary = (_request, elapsed) =>
      elapsed >= 3 * MINUTE || reading.outcome === 'sample' ? reading : GOOD;
    expect(await stage.drive(phase(0))).toMatchObject({ status: 'paused' });
    expect(stage.elapsed()).toBe(3 * MINUTE);
  });

  it('are waited for as long as the phase may be extended', async () => {
    const stage = setStage(THREE_PHASES.replace('bake: 3m', 'bake: 3m, extend: 5m'));
    stage.canary = (_, elapsed) => (elapsed >= 5 * MINUTE ? GOOD : share(0, 1));
    expect(await stage.drive(phase(0))).toMatchObject({ status: 'reached' });
    expect(stage.elapsed()).toBe(5 * MINUTE);
  });

  it('an error now and then does no harm', async () => {
    const stage = setStage(LONG);
    stage.canary = (_, elapsed) =>
      (elapsed / MINUTE) % 3 === 0 && elapsed < 30 * MINUTE ? DOWN : GOOD;
    expect(await stage.drive(phase(0))).toMatchObject({ status: 'reached' });
  });
});
