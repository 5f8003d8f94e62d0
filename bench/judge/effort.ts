/** How much is simulated. */
export interface Effort {
  readonly seed: string;
  /** Runs of ours for every cell of the false alarms. */
  readonly healthy: number;
  /** Of those, the first ones that the others' rules look at too. */
  readonly peers: number;
  /** Runs for every regression. */
  readonly harmed: number;
}

const FULL = { healthy: 2000, peers: 250, harmed: 1000 };
/** Regressions end early and cost little, and a median needs them. */
const QUICK = { healthy: 30, peers: 8, harmed: 60 };

export function chooseEffort(options: {
  readonly quick: boolean;
  readonly seed: string;
  readonly runs?: string | undefined;
  readonly peers?: string | undefined;
}): Effort {
  const { healthy, peers, harmed } = options.quick ? QUICK : FULL;
  const runs = options.runs === undefined ? healthy : readCount('--runs', options.runs);
  const theirs = options.peers === undefined ? peers : readCount('--peers', options.peers);
  return {
    seed: options.seed,
    healthy: runs,
    peers: Math.min(runs, theirs),
    harmed: options.runs === undefined ? harmed : Math.min(runs, FULL.harmed),
  };
}

function readCount(option: string, text: string): number {
  const count = Number(text);
  if (Number.isInteger(count) && count > 0) return count;
  throw new RangeError(`${option} takes a whole number above 0, not "${text}"`);
}
