import type { Duration, Instant } from '../../../core/quantity/instant.ts';

/** Looks that say nothing new are shown this often in a bake. */
const ROUTINE_LOOKS = 12;
/** After so many new verdicts in one bake they are flapping, and are no news any more. */
const MOST_NEWS = 24;

/** A look, as far as it decides whether to show it. */
export interface Glance {
  /** What is news when it changes. */
  readonly gist: string;
  readonly now: Instant;
  readonly phase: number;
  readonly bake: Duration;
}

/** Decides which looks are shown: a day-long bake has thousands. */
export interface Pace {
  shows(glance: Glance): boolean;
}

/** Shows looks that bring something new, and a dozen others in every bake. */
export function createPace(): Pace {
  let shown: Glance | undefined;
  let news = 0;
  return {
    shows(glance) {
      const { gist, now, phase, bake } = glance;
      if (shown === undefined || phase !== shown.phase) news = 0;
      const isNew = shown === undefined || gist !== shown.gist || phase !== shown.phase;
      const isDue = shown === undefined || now - shown.now >= bake / ROUTINE_LOOKS;
      if (!isDue && !(isNew && news < MOST_NEWS)) return false;
      if (isNew) news += 1;
      shown = glance;
      return true;
    },
  };
}
