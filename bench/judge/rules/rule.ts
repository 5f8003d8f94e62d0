import type { PairedCounts } from '../../../src/core/judge/statistics/evidence.ts';
import type { Volume } from '../traffic.ts';

/** A way to judge a canary: shown minute after minute, it says at each look whether to take it back. */
export interface Rule {
  readonly name: string;
  readonly begin: (volume: Volume) => (minute: PairedCounts) => boolean;
}
