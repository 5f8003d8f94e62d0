import type { Behaviour } from './world/behaviour.ts';

/** What goes wrong with the new version, and what is to come of it. */
export interface Scenario {
  readonly behaviour: Behaviour;
  readonly canaryInRotation: boolean;
  /** One sentence: what is about to happen to the visitors. */
  readonly story: string;
  /** One sentence: what Sluice is expected to do. */
  readonly ending: string;
}

export const SCENARIO_NAMES = [
  'healthy',
  'errors',
  'latency',
  'silent-drop',
  'flapping',
  'no-traffic',
] as const;

export type ScenarioName = (typeof SCENARIO_NAMES)[number];

export const SCENARIOS: Readonly<Record<ScenarioName, Scenario>> = {
  healthy: {
    behaviour: 'healthy',
    canaryInRotation: true,
    story: 'The new version is as good as the old one.',
    ending: 'It goes out, step by step, to everybody.',
  },
  errors: {
    behaviour: 'errors',
    canaryInRotation: true,
    story: 'The new version answers 8% of its requests with an error.',
    ending: 'Traffic goes back to the stable version as soon as the error rate shows it.',
  },
  latency: {
    behaviour: 'latency',
    canaryInRotation: true,
    story: 'The new version takes 400 ms longer for a quarter of its requests.',
    ending: 'Traffic goes back to the stable version as soon as the 95th percentile shows it.',
  },
  'silent-drop': {
    behaviour: 'silent-drop',
    canaryInRotation: true,
    story: 'The new version is fast and never fails, and loses 40% of the orders.',
    ending: 'No technical metric sees it; the conversion rate does, and traffic goes back.',
  },
  flapping: {
    behaviour: 'flapping',
    canaryInRotation: true,
    story: 'The new version fails 20% of its requests for three of every eight seconds.',
    ending: 'The bad looks add up although good ones lie between, and traffic goes back.',
  },
  'no-traffic': {
    behaviour: 'healthy',
    canaryInRotation: false,
    story: 'The new version is given its share of traffic, but no visitor ever reaches it.',
    ending: 'Nothing is known, so nothing is promoted: the rollout pauses for a person.',
  },
};
