import type { Severity, Validity } from '../core/plan/plan.ts';
import type { RepositoryResult } from './repository.ts';

/** What was asked for, why it is not to be had, or that the feature which would know is off. */
export type SecurityResult<T> =
  | RepositoryResult<T>
  /** In one line, with what to do. */
  | { readonly outcome: 'off'; readonly detail: string };

/** What a tool's look at one commit left behind. */
export interface Analysis {
  readonly tool: string;
  /** Where its alerts stand: `refs/heads/main`. */
  readonly ref: string;
  /** Why it did not look at all of it; empty when it did. */
  readonly error: string;
}

export interface CodeAlert {
  readonly number: number;
  readonly severity: Severity;
  readonly rule: string;
}

export interface SecretAlert {
  readonly number: number;
  /** What kind of secret it is; never the secret itself. */
  readonly kind: string;
}

export interface DependencyAlert {
  readonly number: number;
  readonly severity: Severity;
  readonly package: string;
}

/** At most a hundred of what is open: there may be more, but never are there fewer. */
export interface OpenAlerts<Alert> {
  readonly alerts: readonly Alert[];
  readonly isCut: boolean;
}

/** What is known to be wrong with the code. Nothing is thrown. */
export interface Security {
  /** The analyses of a commit among the latest ones of the repository; empty where there are none. */
  analysesOf(sha: string): Promise<SecurityResult<readonly Analysis[]>>;
  /** Every open alert of a ref, as its latest analysis has them. */
  codeAlerts(ref: string): Promise<SecurityResult<readonly CodeAlert[]>>;
  /** Secrets that leaked from the repository, of these validities. */
  secretAlerts(validity: readonly Validity[]): Promise<SecurityResult<OpenAlerts<SecretAlert>>>;
  /** Dependencies of the default branch with known holes of these severities. */
  dependencyAlerts(
    severities: readonly Severity[],
    scope?: 'runtime' | 'development',
  ): Promise<SecurityResult<OpenAlerts<DependencyAlert>>>;
}
