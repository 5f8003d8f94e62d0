import type { Approvals } from '../ports/approvals.ts';
import type { Clock } from '../ports/clock.ts';
import type { GateSources } from '../ports/gates.ts';
import type { Hooks } from '../ports/hooks.ts';
import type { Ledger } from '../ports/ledger.ts';
import type { Metrics } from '../ports/metrics.ts';
import type { Reporter } from '../ports/reporter.ts';
import type { Traffic } from '../ports/traffic.ts';

/** Everything outside: one adapter for each port. */
export interface World {
  readonly clock: Clock;
  readonly ledger: Ledger;
  readonly traffic: Traffic;
  readonly metrics: Metrics;
  readonly gates: GateSources;
  readonly hooks: Hooks;
  readonly approvals: Approvals;
  readonly reporter: Reporter;
}
