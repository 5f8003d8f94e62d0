import type { DependabotGate } from '../../../core/plan/plan.ts';
import type { Security } from '../../../ports/security.ts';
import { enumerate, open, shut } from '../look.ts';
import type { Look } from '../look.ts';
import { cannotRead, severitiesFrom, showAlert, sortBySeverity } from './alerts.ts';

const PERMISSION =
  'grant the job `vulnerability-alerts: read`, or give this gate a `token` that may read Dependabot alerts';

/** Open when no dependency of the default branch has a known hole as severe as the gate forbids. */
export async function lookAtDependabot(
  { noneFrom, scope }: DependabotGate,
  security: Security,
): Promise<Look> {
  const kind = scope === undefined ? '' : `${scope} `;
  const wanted = `no open alert from ${noneFrom} on for a ${kind}dependency`;
  const read = await security.dependencyAlerts(severitiesFrom(noneFrom), scope);
  if (read.outcome !== 'read') return cannotRead(read, wanted, PERMISSION);
  const { alerts, isCut } = read.found;
  if (alerts.length === 0) return open('none', wanted);
  const shown = sortBySeverity(alerts).map((alert) => showAlert(alert, alert.package));
  return shut(
    `${alerts.length}${isCut ? ' or more' : ''}: ${enumerate(shown, 3)}`,
    wanted,
    'update what is named on the default branch, or dismiss with a reason what does not matter',
  );
}
