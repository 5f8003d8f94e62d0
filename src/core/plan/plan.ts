import type { Duration } from '../quantity/instant.ts';
import type { Unit } from '../quantity/unit.ts';
import type { Approval } from './approval.ts';
import type { Gate } from './gate.ts';
import type { KayentaPlan } from './kayenta.ts';
import type { Channel } from './notification.ts';
import type { Position } from './position.ts';

export type { Approval, EnvironmentApproval, PeopleApproval } from './approval.ts';
export type * from './gate.ts';
export type * from './kayenta.ts';
export type * from './notification.ts';
export type { Position };

/** A weight in percent of the traffic that goes to the canary: 0 to 100. */
export type Weight = number;

/** A parsed plan: everything defaulted, every sentence understood, nothing left as text to interpret later. */
export interface Plan {
  readonly version: 1;
  readonly name: string;
  readonly environment: string;
  /** Where people visit it. */
  readonly environmentUrl?: string;
  /** What a release does that finds another one on its way to the same target. */
  readonly onBusy: OnBusy;
  /** What becomes of the traffic when the run is cancelled. */
  readonly onCancel: OnCancel;
  readonly target: Target;
  readonly metrics: readonly Metric[];
  readonly gates: readonly Gate[];
  /** The chance, 0 to 1, that sentences which weigh evidence take a healthy release back, over the whole rollout. */
  readonly falseAlarms: number;
  readonly phases: readonly Phase[];
  /** Conditions watched through every phase. */
  readonly rollback: readonly Condition[];
  readonly hooks: Hooks;
  /** Where people are told how the release goes. */
  readonly notifications: readonly Channel[];
}

export type OnBusy = 'fail' | 'wait' | 'supersede';
export type OnCancel = 'rollback' | 'hold';

/* ── Target ─────────────────────────────────────────────────────────────────────────────────────────── */

/** Names of the two versions at the target. `$VAR` in them was left as written: it is bound at run time. */
interface TwoVersions {
  readonly stable: string;
  readonly canary: string;
  /** Who carries the traffic when the rollout is promoted: the canary (it is the new stable), or again the stable slot, which the promote hook has brought to the new version. */
  readonly afterPromotion: 'canary' | 'stable';
}

export interface HAProxyTarget extends TwoVersions {
  readonly kind: 'haproxy';
  /** `host:port` or the path of a unix socket. */
  readonly socket: string;
  readonly backend: string;
  readonly timeout: Duration;
}

export interface CommandTarget extends TwoVersions {
  readonly kind: 'command';
  /** Sets the weight: run with SLUICE_WEIGHT, SLUICE_STABLE_WEIGHT, SLUICE_CANARY and SLUICE_STABLE. */
  readonly set: string;
  /** Prints the canary's weight in percent. Without it the weight cannot be verified, and the plan says so. */
  readonly get?: string;
  /** Exits with 0 while the stable version could take all traffic; its last line says how it is. */
  readonly checkStable?: string;
  readonly timeout: Duration;
}

export type Target = HAProxyTarget | CommandTarget;

/* ── Metrics ────────────────────────────────────────────────────────────────────────────────────────── */

/**
 * What a metric is: a share (k of n), a latency (a histogram and a quantile), a gauge, or a count per second.
 * `worse` says which way harm lies; only a criterion's words can say it for a gauge.
 */
export type MetricShape =
  | { readonly kind: 'proportion'; readonly counts: 'failures' | 'successes' }
  | { readonly kind: 'latency'; readonly quantile: number }
  | { readonly kind: 'gauge' }
  | { readonly kind: 'count' };

export interface PrometheusConnection {
  /** May hold `$VAR`, bound from the environment at run time. */
  readonly url: string;
  readonly username?: string;
  readonly password?: string;
  readonly bearer?: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Path of a PEM file with the certificate authority to trust. */
  readonly ca?: string;
  readonly timeout: Duration;
}

/** Queries by role; `$version`, `$arm` and `$window` are bound when they run. */
export type Queries =
  | { readonly role: 'proportion'; readonly events: string; readonly total: string }
  | { readonly role: 'histogram'; readonly histogram: string }
  | { readonly role: 'gauge'; readonly gauge: string }
  | { readonly role: 'count'; readonly count: string };

export interface PrometheusSource {
  readonly kind: 'prometheus';
  readonly connection: PrometheusConnection;
  readonly queries: Queries;
  /** The label that tells pods apart; left out, whichever of the usual ones a query keeps. */
  readonly podLabel?: string;
}

export interface OpenMetricsSource {
  readonly kind: 'openmetrics';
  /** Addresses of the `/metrics` pages, one per instance. */
  readonly canary: readonly string[];
  readonly stable: readonly string[];
  /** Series selectors such as `http_requests_total{code=~"5.."}` in place of queries. */
  readonly queries: Queries;
  readonly timeout: Duration;
}

export interface CommandSource {
  readonly kind: 'command';
  /** Run once per arm with SLUICE_ARM, SLUICE_VERSION, SLUICE_WINDOW_SECONDS, SLUICE_FROM, SLUICE_TO; prints JSON. */
  readonly run: string;
  readonly timeout: Duration;
}

export type MetricSource = PrometheusSource | OpenMetricsSource | CommandSource;

/** How often a metric is looked at and how much trouble is tolerated; the words mean what they mean to Argo. */
export interface Looks {
  readonly interval: Duration;
  /** How far back one look sees; a multiple of the interval. */
  readonly window: Duration;
  readonly initialDelay: Duration;
  /** More failed looks than this fail the criterion; -1 never. */
  readonly failureLimit: number;
  /** More inconclusive looks than this pause the rollout; -1 never. */
  readonly inconclusiveLimit: number;
  /** More errors in a row than this pause the rollout. */
  readonly consecutiveErrorLimit: number;
  /** Fewer requests (samples) in the window than this say nothing yet. */
  readonly minimumSamples: number;
  /** Measured and shown, never decides. */
  readonly dryRun: boolean;
}

export interface Metric {
  readonly name: string;
  readonly shape: MetricShape;
  readonly unit: Unit;
  readonly source: MetricSource;
  readonly looks: Looks;
}

/* ── Criteria ───────────────────────────────────────────────────────────────────────────────────────── */

export type Operator = '<' | '<=' | '>' | '>=';

/** What a sentence asks of its metric. */
export type Test =
  | {
      readonly kind: 'limit';
      readonly operator: Operator;
      readonly value: number;
      readonly unit: Unit;
    }
  | { readonly kind: 'baseline'; readonly operator: Operator; readonly factor: number }
  | {
      /** Of a criterion; of a condition it is the harm that makes it true. */
      readonly kind: 'no-significant';
      readonly direction: 'increase' | 'drop' | 'change';
      /** The harm one would accept, as a share: `within 10%` is 0.1. */
      readonly within?: number;
    };

export type Action = 'rollback' | 'pause' | 'warn';

/** A sentence about a metric: `error-rate < 0.1%`, `latency-p95 > baseline * 1.5 for 10m`, `memory > 90%: pause`. */
export interface Sentence {
  /** As written, in one line. */
  readonly text: string;
  readonly metric: string;
  readonly test: Test;
  /** True only if it has been true at every look for this long. */
  readonly for?: Duration;
  /** What to do when a criterion is broken, or a condition comes true. */
  readonly action: Action;
  readonly position: Position;
}

/** Must hold for the phase to pass. */
export type Criterion = Sentence;
/** Must not come true in any phase. */
export type Condition = Sentence;

/* ── Phases and hooks ───────────────────────────────────────────────────────────────────────────────── */

/** What criteria that weigh evidence must show when the bake ends. */
export type PromoteOn = 'no-harm-found' | 'harmless-shown';

export interface Phase {
  readonly name: string;
  readonly weight: Weight;
  readonly bake: Duration;
  /** When the bake ends without an answer: how much longer to look before pausing. */
  readonly extend: Duration;
  readonly promoteOn: PromoteOn;
  /** The phase may pass before its bake ends, but not before this, once harm is excluded. */
  readonly earlyAfter?: Duration;
  readonly criteria: readonly Criterion[];
  /** Beside the criteria; never where no stable traffic is left. */
  readonly kayenta?: KayentaPlan;
  /** Who must approve before the phase begins. */
  readonly approval?: Approval;
  readonly gates: readonly Gate[];
  readonly position: Position;
}

export interface Hook {
  readonly run: string;
  readonly timeout: Duration;
}

export interface Hooks {
  /** Before the first phase: bring the canary up. */
  readonly deploy?: Hook;
  /** After the last phase: make the new version the stable one. */
  readonly promote?: Hook;
  /** When the rollout is over, promoted or rolled back. */
  readonly cleanup?: Hook;
}
