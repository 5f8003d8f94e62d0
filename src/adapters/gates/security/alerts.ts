import { SEVERITIES } from '../../../core/plan/gate/github.ts';
import type { Severity } from '../../../core/plan/plan.ts';
import type { SecurityResult } from '../../../ports/security.ts';
import { broken } from '../look.ts';
import type { Look } from '../look.ts';

interface Rated {
  readonly number: number;
  readonly severity: Severity;
}

/** This severity and the worse ones. */
export function severitiesFrom(least: Severity): readonly Severity[] {
  return SEVERITIES.slice(SEVERITIES.indexOf(least));
}

export function isAtLeast(severity: Severity, least: Severity): boolean {
  return severitiesFrom(least).includes(severity);
}

/** The worst first. */
export function sortBySeverity<Alert extends Rated>(alerts: readonly Alert[]): readonly Alert[] {
  return alerts.toSorted(
    (one, other) => SEVERITIES.indexOf(other.severity) - SEVERITIES.indexOf(one.severity),
  );
}

/** `#12 js/xss (high)`. */
export function showAlert({ number, severity }: Rated, what: string): string {
  return `#${number} ${what} (${severity})`;
}

/** A feature that is off knows of nothing, which is no proof. */
export function cannotRead(
  result: Exclude<SecurityResult<never>, { readonly outcome: 'read' }>,
  wanted: string,
  permission: string,
): Look {
  if (result.outcome === 'off') {
    const remedy = "switch it on in the repository's settings and let it run, or drop this gate";
    return broken(result.detail, wanted, remedy);
  }
  const mayLook = result.reason !== 'unauthorized' && result.reason !== 'refused';
  return broken(result.detail, wanted, mayLook ? 'look again when GitHub answers' : permission);
}
