import type { Event } from '../../core/rollout/event.ts';
import type { Ledger } from '../../ports/ledger.ts';

/**
 * A ledger of events that are never written down: a backtest goes through thousands of rollouts, and what a
 * lasting ledger makes of their measurements would take most of its time.
 */
export function createFleetingLedger(begun: readonly Event[]): Ledger {
  let events = begun;
  const tip = () => String(events.length);
  return {
    read: async () => ({
      outcome: 'read',
      view: { tip: tip(), events, plan: undefined },
    }),
    async append({ events: more }) {
      events = [...events, ...more];
      return { outcome: 'appended', tip: tip() };
    },
    changedSince: async (seen) => seen !== tip(),
  };
}
