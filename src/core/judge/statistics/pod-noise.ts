/**
 * How much more the pods of an arm vary over time, each against what the arm does, than independent events
 * would: what is measured on many pods is known sooner and better than on the canary alone.
 */
export interface PodNoise {
  /** The pods' residuals in an interval (0 for those without traffic), and the sum of their expected variances. */
  readonly add: (residuals: Float64Array, pods: number, variance: number) => void;
  /** Remembers the standing, for `since`. */
  readonly mark: () => void;
  /** Measured over expected variance since a mark, counted from 1; 0: from the beginning. 1 without data. */
  readonly since: (mark: number) => number;
}

/**
 * Residuals are summed over blocks of ten intervals before they are squared, so that what a pod does for some
 * minutes counts with its duration (as Bartlett's weights do for a single series).
 */
const BLOCK = 10;
/** Before any data the variance is taken as expected, weighing this many residuals. */
const PRIOR_RESIDUALS = 20;

interface Standing {
  readonly squares: number;
  readonly variance: number;
  readonly residuals: number;
}

export function createPodNoise(): PodNoise {
  let block = new Float64Array(64);
  let intervals = 0;
  let total: Standing = { squares: 0, variance: 0, residuals: 0 };
  let [variance, residuals] = [0, 0];
  const standings = [total];

  function openSquares(): number {
    let sum = 0;
    for (let pod = 0; pod < block.length; pod++) sum += (block[pod] as number) ** 2;
    return sum;
  }

  function closeBlock(): void {
    total = { squares: total.squares + openSquares(), variance, residuals };
    block.fill(0);
    intervals = 0;
  }

  return {
    add(more, pods, expected) {
      if (more.length > block.length) block = enlarge(block, more.length);
      for (let pod = 0; pod < more.length; pod++) {
        block[pod] = (block[pod] as number) + (more[pod] as number);
      }
      variance += expected;
      residuals += pods;
      intervals += 1;
      if (intervals === BLOCK) closeBlock();
    },
    mark() {
      closeBlock();
      standings.push(total);
    },
    since(mark) {
      const before = standings[mark] as Standing;
      const squares = total.squares + openSquares() - before.squares;
      const expected = variance - before.variance;
      if (!(expected > 0)) return 1;
      const prior = (PRIOR_RESIDUALS * expected) / (residuals - before.residuals);
      return (squares + prior) / (expected + prior);
    },
  };
}

function enlarge(values: Float64Array, length: number): Float64Array<ArrayBuffer> {
  const larger = new Float64Array(length);
  larger.set(values);
  return larger;
}
