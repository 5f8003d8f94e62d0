import type { GateBasics } from './gate/basics.ts';
import type { ErrorBudgetGate } from './gate/budget.ts';
import type {
  AttestationGate,
  CodeScanningGate,
  DependabotGate,
  ReviewsGate,
  SecretScanningGate,
} from './gate/github.ts';
import type { BakedGate, ChecklistGate, StableGate } from './gate/release.ts';
import type { PrometheusConnection, Operator } from './plan.ts';

export type * from './gate/budget.ts';
export type * from './gate/github.ts';
export type * from './gate/release.ts';

export interface WeeklyWindow {
  /** Minutes since Monday 00:00 local time, 0 to 10,079; `end` may lie before `start` (over the weekend's end). */
  readonly start: number;
  readonly end: number;
}

export interface OnceWindow {
  /** Local wall-clock times without zone: `2026-12-24T00:00`. */
  readonly start: string;
  readonly end: string;
}

export interface FreezeGate extends GateBasics {
  readonly kind: 'freeze';
  /** An IANA zone name. */
  readonly timezone: string;
  readonly weekly: readonly WeeklyWindow[];
  readonly once: readonly OnceWindow[];
  /** Path or address of an iCalendar file whose events freeze; may hold `$VAR`. */
  readonly calendar?: string;
  /** A label on the pull request that lifts the freeze. */
  readonly exceptLabel?: string;
}

export interface ChecksGate extends GateBasics {
  readonly kind: 'checks';
  /** Names of check runs or commit statuses that must have succeeded on the released commit. */
  readonly required: readonly string[];
}

export interface IssuesGate extends GateBasics {
  readonly kind: 'issues';
  /** No open issue may bear this label. */
  readonly label: string;
}

export interface PrometheusGate extends GateBasics {
  readonly kind: 'prometheus';
  readonly connection: PrometheusConnection;
  readonly query: string;
  /** Opens when every returned value satisfies this. */
  readonly operator: Operator | '==';
  readonly value: number;
}

export interface AlertsGate extends GateBasics {
  readonly kind: 'alerts';
  /** Address of the Alertmanager; may hold `$VAR`. */
  readonly url: string;
  /** Matchers in Alertmanager's words, e.g. `severity="page"`; shut while any such alert fires unsilenced. */
  readonly noneFiring: string;
}

export interface HttpGate extends GateBasics {
  readonly kind: 'http';
  /** What is fetched, and with which credentials. */
  readonly connection: PrometheusConnection;
  /** The status it must answer with; any of 200 to 299 when left out. */
  readonly status?: number;
  /** A text that must be in the answer. */
  readonly contains?: string;
}

/** What a number of a report must satisfy, in base units: `80%` is 0.8. */
export interface Requirement {
  /** As written. */
  readonly text: string;
  /** Which number: `lines`, `failures`, or a path into a JSON document such as `total.lines.pct`. */
  readonly number: string;
  readonly operator: Operator | '==';
  readonly value: number;
}

export type ReportFormat = 'json' | 'lcov' | 'cobertura' | 'junit' | 'sarif';

export interface QualityGate extends GateBasics {
  readonly kind: 'quality';
  /** Path of the report; may hold `$VAR`. */
  readonly file: string;
  /** Told from the file's name and content when left out. */
  readonly format?: ReportFormat;
  readonly requirements: readonly Requirement[];
}

export interface CommandGate extends GateBasics {
  readonly kind: 'command';
  /** Opens when it exits with 0; its last line says what it found. */
  readonly run: string;
}

export type Gate =
  | FreezeGate
  | ChecksGate
  | ReviewsGate
  | IssuesGate
  | CodeScanningGate
  | SecretScanningGate
  | DependabotGate
  | AttestationGate
  | BakedGate
  | StableGate
  | PrometheusGate
  | ErrorBudgetGate
  | AlertsGate
  | HttpGate
  | QualityGate
  | ChecklistGate
  | CommandGate;

/** Every kind of gate there is. */
export const GATE_KINDS = [
  'freeze',
  'checks',
  'reviews',
  'issues',
  'code-scanning',
  'secret-scanning',
  'dependabot',
  'attestation',
  'baked',
  'stable',
  'prometheus',
  'error-budget',
  'alerts',
  'http',
  'quality',
  'checklist',
  'command',
] as const satisfies readonly Gate['kind'][];
