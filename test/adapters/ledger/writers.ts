import type { Writer } from '../../../src/adapters/ledger/ledger.ts';
import type { Event } from '../../../src/core/rollout/event.ts';
import type { Ledger } from '../../../src/ports/ledger.ts';
import { AT } from '../../core/rollout/journal-sample.ts';

export interface Attempts {
  /** What each append that landed wrote. */
  readonly landed: readonly string[];
  readonly conflicts: number;
  /** What each append that failed would have written: nobody can say whether it landed. */
  readonly doubtful: readonly string[];
}

export interface Crowd {
  readonly writers: number;
  readonly rounds: number;
  /** What the first writer is called. */
  readonly from?: number;
}

/** Lets many write at once: each reads, then appends one event that nobody else writes, `rounds` times. */
export async function writeAtOnce(
  open: (writer: Writer) => Ledger,
  { writers, rounds, from = 0 }: Crowd,
): Promise<Attempts> {
  const [landed, doubtful]: [string[], string[]] = [[], []];
  let conflicts = 0;
  await Promise.all(
    Array.from({ length: writers }, async (_, index) => {
      const ledger = open({ id: String(from + index), attempt: 1 });
      for (let round = 0; round < rounds; round += 1) {
        const detail = `writer ${from + index}, round ${round}`;
        const read = await ledger.read();
        if (read.outcome === 'failed') continue;
        const event: Event = { type: 'rollback-failed', at: AT, detail };
        const result = await ledger.append({ expected: read.view.tip, events: [event] });
        if (result.outcome === 'appended') landed.push(detail);
        else if (result.outcome === 'conflict') conflicts += 1;
        else doubtful.push(detail);
      }
    }),
  );
  return { landed, conflicts, doubtful };
}
