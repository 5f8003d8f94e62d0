import type { SecretScanningGate } from '../../../core/plan/plan.ts';
import type { Security } from '../../../ports/security.ts';
import { enumerate, open, shut } from '../look.ts';
import type { Look } from '../look.ts';
import { cannotRead } from './alerts.ts';

const PERMISSION =
  "give this gate a `token` that may read secret scanning alerts: no job's own token can";

/** Open when no leaked secret of the repository is unresolved. Secrets have no severity: one is too many. */
export async function lookAtSecretScanning(
  { validity }: SecretScanningGate,
  security: Security,
): Promise<Look> {
  const which = validity.length === 0 ? '' : ` that is ${validity.join(' or ')}`;
  const wanted = `no leaked secret${which}`;
  const read = await security.secretAlerts(validity);
  if (read.outcome !== 'read') return cannotRead(read, wanted, PERMISSION);
  const { alerts, isCut } = read.found;
  if (alerts.length === 0) return open('none', wanted);
  const shown = alerts.map(({ number, kind }) => `#${number} ${kind}`);
  return shut(
    `${alerts.length}${isCut ? ' or more' : ''}: ${enumerate(shown, 3)}`,
    wanted,
    'revoke what leaked, then close the alert with how it was resolved',
  );
}
