import type { Weight } from '../../../core/plan/plan.ts';
import type { Traffic } from '../../../ports/traffic.ts';
import { refuseWeight } from '../result.ts';
import type { FailedTraffic } from '../result.ts';

/** A target that exists only here, for the simulator and for tests. It can be told to misbehave. */
export interface MemoryTraffic extends Traffic {
  /** Every weight it was made to carry, the first one included, oldest first. */
  readonly history: readonly Weight[];
  /** Somebody else moves the traffic. */
  drift(weight: Weight): void;
  /** Answers so, and does nothing, for the next `times` calls; without it until mended. */
  fail(failure: FailedTraffic, times?: number): void;
  mend(): void;
}

export function createMemoryTraffic(initial: Weight = 0): MemoryTraffic {
  const history: Weight[] = [initial];
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
    drift: (moved) => void history.push(moved),
    fail: (failure, times = Number.POSITIVE_INFINITY) => void (trouble = { failure, left: times }),
    mend: () => void (trouble = undefined),
  };
}
