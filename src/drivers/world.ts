import type { RolloutStarted } from '../core/rollout/event.ts';
import type { Approvals } from '../ports/approvals.ts';
import type { Clock } from '../ports/clock.ts';
import type { GateSources } from '../ports/gates.ts';
import type { Hooks } from '../ports/hooks.ts';
import type { Ledger } from '../ports/ledger.ts';
import type { Metrics } from '../ports/metrics.ts';
import type { Notifier } from '../ports/notifier.ts';
import type { Reporter } from '../ports/reporter.ts';
import type { Runs } from '../ports/runs.ts';
import type { Traffic } from '../ports/traffic.ts';

/** Everything outside: one adapter for each port. */
export interface World {
  readonly clock: Clock;
  readonly ledger: Ledger;
  readonly traffic: Traffic;
  /** The target of a rollout, as the ledger names it, for when it must be taken back: the plan at hand may be another. */
  readonly trafficOf: (started: RolloutStarted) => Traffic;
  readonly metrics: Metrics;
  readonly gates: GateSources;
  readonly hooks: Hooks;
  /** The hooks of another rollout, told of its version, for when that one must be cleaned up behind. */
  readonly hooksOf: (started: RolloutStarted) => Hooks;
  readonly approvals: Approvals;
  readonly reporter: Reporter;
  readonly notifier: Notifier;
  readonly runs: Runs;
}
