import { describe, expect, it } from 'vitest';
import { exceededLimit } from '../../../src/core/judge/limits.ts';
import type { Look, LookOutcome } from '../../../src/core/judge/look.ts';
import type { Looks } from '../../../src/core/plan/plan.ts';

const MINUTE = 60_000;

/** Argo's own defaults. */
const ARGO: Looks = {
  interval: MINUTE,
  window: MINUTE,
  initialDelay: 0,
  failureLimit: 0,
  inconclusiveLimit: 0,
  consecutiveErrorLimit: 4,
  minimumSamples: 0,
  dryRun: false,
};

const OUTCOMES: Readonly<Record<string, LookOutcome>> = {
  s: 'successful',
  f: 'failed',
  i: 'inconclusive',
  e: 'error',
  p: 'pending',
};

/** Looks from letters: `ssf` is two successful ones and a failed one. */
function looks(letters: string): readonly Look[] {
  return letters.split('').map((letter, index) => ({
    from: index * MINUTE,
    to: (index + 1) * MINUTE,
    canary: undefined,
    baseline: undefined,
    why: undefined,
    detail: undefined,
    outcome: OUTCOMES[letter] ?? 'pending',
  }));
}

describe("Argo's limits, compared with >", () => {
  it.each([
    ['s', {}, undefined],
    ['f', {}, 'failureLimit'],
    ['ssf', {}, 'failureLimit'],
    ['ff', { failureLimit: 2 }, undefined],
    ['fsfsf', { failureLimit: 2 }, 'failureLimit'],
    ['ffffffff', { failureLimit: -1 }, undefined],
    ['i', {}, 'inconclusiveLimit'],
    ['iii', { inconclusiveLimit: 3 }, undefined],
    ['isisisi', { inconclusiveLimit: 3 }, 'inconclusiveLimit'],
    ['eeee', {}, undefined],
    ['eeeee', {}, 'consecutiveErrorLimit'],
    ['eeeeseeee', {}, undefined],
    ['eeeeesss', {}, undefined],
    ['pppppppp', {}, undefined],
    ['if', {}, 'failureLimit'],
    ['eeeeef', {}, 'failureLimit'],
  ] as const)('%s with %o: %s', (letters, limits, expected) => {
    expect(exceededLimit(looks(letters), { ...ARGO, ...limits })).toBe(expected);
  });
});
