/** Which points are run, and how much is said of them. */
export interface Choice {
  /** Texts that a point's description must hold, between commas; empty for all. */
  readonly only: string;
  /** Only every so many-th of them: a sample where time is short. */
  readonly every: number;
  readonly verbose: boolean;
}

/** The chosen ones, in order. */
export function choose<Point>(
  points: readonly Point[],
  describe: (point: Point) => string,
  { only, every }: Choice,
): readonly Point[] {
  const pieces = only.split(',').map((piece) => piece.trim());
  return points
    .filter((point) => pieces.every((piece) => describe(point).includes(piece)))
    .filter((_, index) => index % every === 0);
}
