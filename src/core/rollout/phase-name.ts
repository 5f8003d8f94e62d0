import type { RolloutStarted } from './event.ts';

/** Whether people mean this phase: by its name in any case, or by its number counted from 1. */
export function isNamedPhase({ plan }: RolloutStarted, phase: number, word: string): boolean {
  const byName = plan.phases.findIndex(({ name }) => name.toLowerCase() === word.toLowerCase());
  return byName >= 0 ? byName === phase : word === String(phase + 1);
}
