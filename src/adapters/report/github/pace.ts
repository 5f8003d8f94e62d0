import type { Duration, Instant } from '../../../core/quantity/instant.ts';
import type { Story } from '../../../ports/reporter.ts';

/** Looks are told this seldom at most: requests are dear, and so is the reader's attention. */
const BETWEEN_LOOKS: Duration = 5 * 60_000;
/** Looks at which nothing has turned are told this often in a bake, however long it is. */
const ROUTINE_LOOKS = 4;

/** Decides which moments are told on GitHub: every step, of the looks few, and nothing of another run's rollout. */
export interface Pace {
  tells(story: Story): boolean;
}

export function createPace(): Pace {
  let at: Instant = Number.NEGATIVE_INFINITY;
  let verdicts = '';

  function isDue({ now, state }: Story, gist: string): boolean {
    const bake = state.started.plan.phases[state.current]?.bake ?? 0;
    const passed = now - at;
    return passed >= BETWEEN_LOOKS && (gist !== verdicts || passed >= bake / ROUTINE_LOOKS);
  }

  return {
    tells(story) {
      if (story.moment === 'aside' || story.moment === 'wait') return false;
      const gist = story.criteria.map(({ verdict }) => verdict).join(' ');
      if (story.moment === 'look' && !isDue(story, gist)) return false;
      at = story.now;
      verdicts = gist;
      return true;
    },
  };
}
