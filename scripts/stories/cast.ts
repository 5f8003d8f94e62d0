import type { Approvals } from '../../src/ports/approvals.ts';
import type { GateSources } from '../../src/ports/gates.ts';

/** People who approve at once, or have not answered yet. */
export function answer(isApproved: boolean): Approvals {
  return {
    ask: async () =>
      isApproved
        ? { outcome: 'granted', by: ['hubot'] }
        : { outcome: 'waiting', detail: 'nobody has answered yet' },
  };
}

const FOUND: Readonly<Record<string, string>> = {
  freeze: 'no freeze now; the next begins Fri 16:00 Europe/Berlin',
  checks: 'build and test succeeded on 3f786850e387',
  alerts: 'no alert with severity="page" fires',
};

/** Gates that are open, with what they would say. */
export const GATES: GateSources = {
  evaluate: async ({ name, kind }) => ({
    gate: name,
    kind,
    outcome: 'open',
    found: FOUND[kind] ?? 'open',
    wanted: '',
    remedy: '',
  }),
};
