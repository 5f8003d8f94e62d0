import type { Duration, Instant } from '../core/quantity/instant.ts';
import type { Event } from '../core/rollout/event.ts';
import { apply, fold } from '../core/rollout/fold.ts';
import type { State } from '../core/rollout/state.ts';
import type { Clock } from '../ports/clock.ts';
import type { AppendResult, Ledger } from '../ports/ledger.ts';

/** Whether what was noted is now in the ledger. */
export type FlushResult =
  | { readonly outcome: 'flushed' }
  /** Someone else wrote first: what they wrote was read, what was noted here is dropped, decide again. */
  | { readonly outcome: 'conflict' }
  | Extract<AppendResult, { outcome: 'failed' }>;

/** How long to go on against a ledger that fails. */
export interface Patience {
  /** Waits before each further attempt. */
  readonly waits: readonly Duration[];
  /** From then on it has failed. */
  readonly deadline?: Instant;
  /** Ends the waiting. */
  readonly stop?: AbortSignal | undefined;
}

/**
 * The ledger as one session writes it: events are noted at once and reach the ledger at the next flush, several
 * in one commit, so that a rollout costs few requests. What must precede an effect is flushed before it.
 */
export interface Logbook {
  readonly state: State | undefined;
  /** When the ledger last held all that was noted. */
  readonly writtenAt: Instant;
  note(...events: readonly Event[]): void;
  flush(patience: Patience): Promise<FlushResult>;
}

/** Opening is worth some patience: nothing has begun yet. */
const OPENING_WAITS: readonly Duration[] = [1_000, 5_000, 15_000];

/** Reads the ledger and opens a logbook on it; a string says why it could not be read. */
export async function openLogbook(
  ledger: Ledger,
  clock: Clock,
  planText: string | undefined,
): Promise<Logbook | string> {
  let tip: string | undefined;
  let state: State | undefined;
  let pending: readonly Event[] = [];
  let writtenAt = clock.now();

  async function load(): Promise<FlushResult> {
    const answer = await ledger.read();
    if (answer.outcome === 'failed') return answer;
    tip = answer.view.tip;
    state = fold(answer.view.events);
    pending = [];
    return { outcome: 'flushed' };
  }

  async function append(deadline: Instant | undefined): Promise<FlushResult> {
    const plan = pending[0]?.type === 'rollout-started' ? planText : undefined;
    const answer = await ledger.append({
      expected: tip,
      events: pending,
      ...(plan !== undefined && { plan }),
      ...(deadline !== undefined && { deadline }),
    });
    switch (answer.outcome) {
      case 'appended':
        tip = answer.tip;
        pending = [];
        writtenAt = clock.now();
        return { outcome: 'flushed' };
      case 'conflict': {
        const loaded = await load();
        return loaded.outcome === 'flushed' ? answer : loaded;
      }
      case 'failed':
        return answer;
    }
  }

  const opened = await insist(load, clock, { waits: OPENING_WAITS });
  if (opened.outcome === 'failed') return opened.detail;
  return {
    get state() {
      return state;
    },
    get writtenAt() {
      return writtenAt;
    },
    note(...events) {
      for (const event of events) state = apply(state, event);
      pending = [...pending, ...events];
    },
    async flush(patience) {
      if (pending.length === 0) return { outcome: 'flushed' };
      return insist(() => append(patience.deadline), clock, patience);
    },
  };
}

/** What was refused once is refused again: only a ledger that is away may come back. */
function isFinal({ reason }: Extract<FlushResult, { outcome: 'failed' }>): boolean {
  return reason === 'unauthorized' || reason === 'refused';
}

async function insist(
  attempt: () => Promise<FlushResult>,
  clock: Clock,
  { waits, stop }: Patience,
): Promise<FlushResult> {
  let result = await attempt();
  for (const wait of waits) {
    if (result.outcome !== 'failed' || isFinal(result) || stop?.aborted === true) break;
    await clock.until(clock.now() + wait, stop);
    result = await attempt();
  }
  return result;
}
