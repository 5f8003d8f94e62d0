import type { Event } from '../core/rollout/event.ts';
import { apply, fold } from '../core/rollout/fold.ts';
import type { State } from '../core/rollout/state.ts';
import type { Ledger } from '../ports/ledger.ts';

/** Whether what was noted is now in the ledger. */
export type FlushResult =
  | { readonly outcome: 'flushed' }
  /** Someone else wrote first: what they wrote was read, what was noted here is dropped, decide again. */
  | { readonly outcome: 'conflict' }
  | { readonly outcome: 'failed'; readonly detail: string };

/**
 * The ledger as one session writes it: events are noted at once and reach the ledger at the next flush, several
 * in one commit, so that a rollout costs few requests. What must precede an effect is flushed before it.
 */
export interface Logbook {
  readonly state: State | undefined;
  /** Events noted and not yet in the ledger. */
  readonly pending: readonly Event[];
  note(...events: readonly Event[]): void;
  flush(): Promise<FlushResult>;
}

/** Reads the ledger and opens a logbook on it; a string says why it could not be read. */
export async function openLogbook(
  ledger: Ledger,
  planText: string | undefined,
): Promise<Logbook | string> {
  let tip: string | undefined;
  let state: State | undefined;
  let pending: readonly Event[] = [];

  async function load(): Promise<string | undefined> {
    const answer = await ledger.read();
    if (answer.outcome === 'failed') return answer.detail;
    tip = answer.view.tip;
    state = fold(answer.view.events);
    pending = [];
    return undefined;
  }

  async function flush(): Promise<FlushResult> {
    if (pending.length === 0) return { outcome: 'flushed' };
    const plan = pending[0]?.type === 'rollout-started' ? planText : undefined;
    const answer = await ledger.append({
      expected: tip,
      events: pending,
      ...(plan !== undefined && { plan }),
    });
    switch (answer.outcome) {
      case 'appended':
        tip = answer.tip;
        pending = [];
        return { outcome: 'flushed' };
      case 'conflict': {
        const trouble = await load();
        return trouble === undefined
          ? { outcome: 'conflict' }
          : { outcome: 'failed', detail: trouble };
      }
      case 'failed':
        return { outcome: 'failed', detail: answer.detail };
    }
  }

  const trouble = await load();
  if (trouble !== undefined) return trouble;
  return {
    get state() {
      return state;
    },
    get pending() {
      return pending;
    },
    note(...events) {
      for (const event of events) state = apply(state, event);
      pending = [...pending, ...events];
    },
    flush,
  };
}
