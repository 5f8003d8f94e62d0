import type { Arm, ArmReading } from '../../core/measurement.ts';
import type { Instant } from '../../core/quantity/instant.ts';
import type { Environment } from '../process/environment.ts';
import type { Redact } from '../secrets/redaction.ts';

/** What every source of metrics is given. */
export interface MetricsContext {
  /** The versions' names at the target, with their variables bound. */
  readonly versions: { readonly canary: string; readonly stable: string };
  /** Where `$NAME` in addresses and credentials is looked up, and what commands see. */
  readonly environment: Environment;
  readonly now: () => Instant;
  /** Takes out of what others said what nobody may see. */
  readonly redact: Redact;
}

export function versionOf({ versions }: MetricsContext, arm: Arm): string {
  return arm === 'canary' ? versions.canary : versions.stable;
}

/** Both arms, read at the same time. */
export async function readBoth(
  read: (arm: Arm) => Promise<ArmReading>,
): Promise<{ readonly canary: ArmReading; readonly baseline: ArmReading }> {
  const [canary, baseline] = await Promise.all([read('canary'), read('baseline')]);
  return { canary, baseline };
}
