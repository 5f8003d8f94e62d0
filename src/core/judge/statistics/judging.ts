import type { Direction, Evidence, EvidenceReason, Question, Standing } from './evidence.ts';

/** Someone who looks at a growing series, and computes only what is new to it. */
export interface Judge<Pair> {
  /** The next interval; intervals come in order of time, missing ones are left out. */
  readonly observe: (pair: Pair) => void;
  /** What is decided so far: much cheaper than the whole evidence. */
  readonly standing: () => Standing;
  /** What the series says so far. */
  readonly evidence: () => Evidence;
}

/** The direction of a one-sided question. */
export type Harm = Exclude<Direction, 'change'>;

export function judgeSeries<Pair>(judge: Judge<Pair>, series: Iterable<Pair>): Evidence {
  for (const pair of series) judge.observe(pair);
  return judge.evidence();
}

/** Judges the question's direction; for a change both, each with half of alpha. */
export function judgeDirections<Pair, Asked extends Question>(
  question: Asked,
  startOneSided: (question: Asked, harm: Harm) => Judge<Pair>,
): Judge<Pair> {
  const { direction } = question;
  if (direction !== 'change') return startOneSided(question, direction);
  const half = { ...question, alpha: question.alpha / 2 };
  const increase = startOneSided(half, 'increase');
  const drop = startOneSided(half, 'drop');
  return {
    observe(pair) {
      increase.observe(pair);
      drop.observe(pair);
    },
    standing: () => joinSides(increase.standing(), drop.standing()),
    evidence: () => joinSides(increase.evidence(), drop.evidence()),
  };
}

/**
 * Harm in either direction is harm, and only what is harmless in both is harmless. `logE` is half the larger
 * side's E, so that it is again compared with ln(1 / alpha).
 */
function joinSides<Side extends Standing>(increase: Side, drop: Side): Side {
  const worse = drop.logE > increase.logE ? drop : increase;
  const harmless =
    increase.harmless === 'shown' && drop.harmless === 'shown' ? 'shown' : 'not-shown';
  return {
    ...worse,
    harmless,
    logE: worse.logE === 0 ? 0 : worse.logE - Math.LN2,
    logHarmlessE: Math.min(increase.logHarmlessE, drop.logHarmlessE),
    reason: joinReasons(worse.reason, harmless),
  };
}

function joinReasons(worse: EvidenceReason, harmless: Evidence['harmless']): EvidenceReason {
  if (harmless === 'shown') return 'harmless-shown';
  return worse === 'harmless-shown' ? 'undecided' : worse;
}
