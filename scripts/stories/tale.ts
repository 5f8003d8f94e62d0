import type { Duration } from '../../src/core/quantity/instant.ts';
import type { Scenario } from '../../src/core/simulation/scenario.ts';

/** A rollout that people should know by its looks. */
export interface Tale {
  readonly name: string;
  /** What it shows, in one sentence. */
  readonly about: string;
  readonly scenario: Scenario;
  /** Given where the people who are asked have not answered: for how long. */
  readonly waited?: Duration;
}

const MINUTE: Duration = 60_000;

export const TALES: readonly Tale[] = [
  {
    name: 'healthy',
    about: 'A release that is healthy goes through all its phases and is promoted.',
    scenario: 'healthy',
  },
  {
    name: 'errors',
    about: 'One request in twelve fails in the canary: it is taken back at the first look.',
    scenario: 'errors',
  },
  {
    name: 'silent-drop',
    about: 'Nothing fails, but fewer people buy: the business metric takes the release back.',
    scenario: 'silent-drop',
  },
  {
    name: 'no-data',
    about: 'No traffic reaches the canary: nothing can be judged, and the release is paused.',
    scenario: 'no-traffic',
  },
  {
    name: 'waiting',
    about: 'All gates are open, and the release waits for a person to approve its first phase.',
    scenario: 'healthy',
    waited: 25 * MINUTE,
  },
];
