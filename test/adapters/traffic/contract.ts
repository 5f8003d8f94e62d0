import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import type { StableSide, Traffic } from '../../../src/ports/traffic.ts';

/** A target for the contract, carrying 0% and able to misbehave. */
export interface Subject {
  readonly traffic: Traffic & StableSide;
  /** The stable version goes down. */
  fell(): unknown;
  /** Somebody else moves the traffic, past the adapter. */
  drift(weight: number): unknown;
  /** From now on nothing answers. */
  vanish(): unknown;
  close(): unknown;
}

/** A target that says yes to every move and stays as it is. */
export interface LyingSubject {
  readonly traffic: Traffic;
  readonly close: () => unknown;
}

/** What every traffic adapter must do, whatever it moves. */
export function describeTraffic(name: string, open: () => Subject | Promise<Subject>): void {
  describe(`traffic: ${name}`, () => {
    let subject: Subject;
    beforeEach(async () => {
      const opened = await open();
      subject = opened;
      onTestFinished(async () => void (await opened.close()));
    });

    it('reads where the traffic is', async () => {
      expect(await subject.traffic.readWeight()).toEqual({ outcome: 'ok', weight: 0 });
    });

    it.each([1, 5, 12.5, 25, 50, 99.5, 100])(
      'carries %d percent once that was set',
      async (weight) => {
        const set = await subject.traffic.setWeight(weight);
        expect(set).toEqual({ outcome: 'ok', weight: expect.closeTo(weight, 1) });
        expect(await subject.traffic.readWeight()).toEqual(set);
      },
    );

    it('goes through a whole rollout and back', async () => {
      const seen = [];
      for (const weight of [5, 25, 100, 0]) seen.push(await subject.traffic.setWeight(weight));
      expect(seen).toEqual([5, 25, 100, 0].map((weight) => ({ outcome: 'ok', weight })));
    });

    it('may be told the same twice', async () => {
      const first = await subject.traffic.setWeight(25);
      expect(await subject.traffic.setWeight(25)).toEqual(first);
    });

    it('notices that somebody else moved it, and puts it right', async () => {
      await subject.traffic.setWeight(25);
      await subject.drift(75);
      expect(await subject.traffic.readWeight()).toEqual({ outcome: 'ok', weight: 75 });
      expect(await subject.traffic.setWeight(25)).toEqual({ outcome: 'ok', weight: 25 });
    });

    it.each([-1, 100.1, Number.NaN, Number.POSITIVE_INFINITY])(
      'refuses %d percent',
      async (weight) => {
        await subject.traffic.setWeight(25);
        expect(await subject.traffic.setWeight(weight)).toMatchObject({
          outcome: 'failed',
          reason: 'refused',
        });
        expect(await subject.traffic.readWeight()).toEqual({ outcome: 'ok', weight: 25 });
      },
    );

    it.each([0, 25, 100])(
      'says that the stable version could take everything, with the canary at %d percent',
      async (weight) => {
        await subject.traffic.setWeight(weight);
        const stable = await subject.traffic.checkStable();
        expect(stable).toEqual({ outcome: 'ready', found: expect.stringMatching(/^[^\n]+$/) });
        expect(await subject.traffic.readWeight()).toEqual({ outcome: 'ok', weight });
      },
    );

    it('says in one line that the stable version is down', async () => {
      await subject.fell();
      const stable = await subject.traffic.checkStable();
      expect(stable).toMatchObject({ outcome: 'not-ready' });
      expectOneLine(stable);
    });

    it('says in one line why nothing can be read or set any more', async () => {
      await subject.vanish();
      for (const result of [
        await subject.traffic.readWeight(),
        await subject.traffic.setWeight(5),
        await subject.traffic.checkStable(),
      ]) {
        expect(result).toMatchObject({ outcome: 'failed' });
        expectOneLine(result);
      }
    });
  });
}

/** What every traffic adapter must do whose target answers before it has obeyed. */
export function describeLyingTarget(
  name: string,
  open: () => LyingSubject | Promise<LyingSubject>,
): void {
  it(`traffic: ${name}: does not take a yes for a deed`, async () => {
    const { traffic, close } = await open();
    const result = await traffic.setWeight(50);
    await close();
    expect(result).toMatchObject({ outcome: 'failed', reason: 'not-verified' });
    expectOneLine(result);
  });
}

export function expectOneLine(result: object): void {
  const detail = 'detail' in result ? String(result.detail) : '';
  expect(detail).toMatch(/^[^\n]{20,400}$/);
}
