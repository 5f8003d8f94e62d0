import type { Duration } from '../quantity/instant.ts';
import type { Ailment } from './levels.ts';

/** What goes wrong in a simulated release, by name. How bad it gets follows from the plan: beyond all its limits. */
export const SCENARIOS = {
  healthy: 'the canary is as good as stable',
  errors: 'the canary fails many of its requests',
  latency: 'the canary answers two of three requests far too late',
  'silent-drop': 'every answer is fine and fast, but two of five customers no longer buy',
  flapping: 'the canary fails many of its requests, at one look in three',
  'no-traffic': 'nothing reaches the canary',
  'late-errors': 'the canary begins to fail many of its requests half-way through the release',
  'metrics-down': 'the metrics provider stops answering after a quarter of the release',
} as const;

export type Scenario = keyof typeof SCENARIOS;

/** The pace of a release: what a scenario does early and late, often and seldom, is measured by it. */
export interface Pace {
  /** The longest interval between looks. */
  readonly beat: Duration;
  /** All bakes together. */
  readonly length: Duration;
}

/** What the canary suffers from at this time since the release began; undefined when from nothing. */
export function ailmentAt(
  scenario: Scenario,
  elapsed: Duration,
  { beat, length }: Pace,
): Ailment | undefined {
  switch (scenario) {
    case 'errors':
    case 'latency':
    case 'silent-drop':
      return scenario;
    case 'flapping':
      return Math.floor(elapsed / beat) % 3 === 0 ? 'errors' : undefined;
    case 'late-errors':
      return elapsed > length / 2 ? 'errors' : undefined;
    case 'healthy':
    case 'no-traffic':
    case 'metrics-down':
      return undefined;
  }
}

/** Whether the metrics provider answers no more. */
export function isProviderDown(scenario: Scenario, elapsed: Duration, { length }: Pace): boolean {
  return scenario === 'metrics-down' && elapsed > length / 4;
}

/** Whether requests reach the canary. */
export function reachesCanary(scenario: Scenario): boolean {
  return scenario !== 'no-traffic';
}
