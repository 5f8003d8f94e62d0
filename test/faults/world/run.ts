/** A run of a workflow, as its jobs see it. */
export interface RunPlace {
  readonly id: number;
  /** Whose tip it runs at. */
  readonly branch: string;
  readonly version: string;
  readonly token: string;
}

const TOKEN = 'job-token';

export const RUNS = {
  /** The release that most is about. */
  release: { id: 1001, branch: 'feature', version: 'v2.0.0', token: TOKEN },
  /** One that begins while that one is under way. */
  newer: { id: 1002, branch: 'next', version: 'v3.0.0', token: TOKEN },
  /** The control workflow, started by hand. */
  control: { id: 2001, branch: 'main', version: 'main', token: 'control-token' },
} as const satisfies Record<string, RunPlace>;
