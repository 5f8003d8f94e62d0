import type { Weight } from '../../../core/plan/plan.ts';
import type { StableSide, Traffic } from '../../../ports/traffic.ts';
import { refuseWeight } from '../result.ts';
import type { FailedTraffic } from '../result.ts';

/** A target that exists only here, for the simulator and for tests. It can be told to misbehave. */
export interface MemoryTraffic extends Traffic, StableSide {
  /** Every weight it was made to carry, the first one included, oldest first. */
  readonly history: readonly Weight[];
  /** Somebody else moves the traffic. */
  drift(weight: Weight): void;
  /** The stable version goes down, or comes up again. */
  setStable(isUp: boolean): void;
  /** Answers so, and does nothing, for the next `times` calls; without it until mended. */
  fail(failure: FailedTraffic, times?: number): void;
  mend(): void;
}

export function createMemoryTraffic(initial: Weight = 0): MemoryTraffic {
  const history: Weight[] = [initial];
  let isStableUp = true;
  let trouble: { readonly failure: FailedTraffic; left: number } | undefined;

  const weight = () => history.at(-1) ?? initial;
  const nextFailure = () => {
    if (trouble === undefined || trouble.left <= 0) return undefined;
    trouble.left -= 1;
    return trouble.failure;
  };

  return {
    history,
    readWeight: () => Promise.resolve(nextFailure() ?? { outcome: 'ok', weight: weight() }),
    setWeight(wanted) {
      const failure = nextFailure() ?? refuseWeight(wanted);
      if (failure !== undefined) return Promise.resolve(failure);
      if (wanted !== weight()) history.push(wanted);
      return Promise.resolve({ outcome: 'ok', weight: wanted });
    },
    checkStable() {
      const here = isStableUp
        ? { outcome: 'ready' as const, found: 'the stable version is up' }
        : { outcome: 'not-ready' as const, detail: 'the stable version is down: bring it up' };
      return Promise.resolve(nextFailure() ?? here);
    },
    setStable: (isUp) => void (isStableUp = isUp),
    drift: (moved) => void history.push(moved),
    fail: (failure, times = Number.POSITIVE_INFINITY) => void (trouble = { failure, left: times }),
    mend: () => void (trouble = undefined),
  };
}
