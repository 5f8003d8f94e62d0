import type { StableResult } from '../../../ports/traffic.ts';
import { readBackend } from './backend.ts';
import type { Backend } from './backend.ts';
import { bringUp, showBackend } from './distortion.ts';
import { isServing } from './server.ts';

/**
 * Whether the stable server could take everything: it takes requests, is no backup, and somebody serves at
 * all. With all traffic on the canary it rests at weight 0, which is no harm: a rollback gives it weight.
 */
export async function checkStable(backend: Backend): Promise<StableResult> {
  const view = await readBackend(backend);
  if ('outcome' in view) return view;
  const { stable, canary } = view;
  const here = `${showBackend(backend)} has the stable ${stable.name} ${stable.status} with weight ${stable.weight}`;
  if (!isServing(stable)) return notReady(`${here}: ${bringUp(backend, stable)}`);
  if (stable.isBackup) {
    const word = 'as a backup, which serves only when all others are down';
    return notReady(`${here}, ${word}: take its word \`backup\` away`);
  }
  if (stable.weight + canary.weight === 0) {
    return notReady(`${here}, and the canary has none either: give the stable server its weight`);
  }
  return { outcome: 'ready', found: here };
}

function notReady(detail: string): StableResult {
  return { outcome: 'not-ready', detail };
}
