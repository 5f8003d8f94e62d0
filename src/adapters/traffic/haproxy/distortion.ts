import { failed } from '../result.ts';
import type { FailedTraffic } from '../result.ts';
import type { Backend, BackendView } from './backend.ts';
import { showAddress } from './runtime.ts';
import { isServing } from './server.ts';
import type { Server } from './server.ts';

/**
 * Why the two weights do not mean here what they say, or undefined when they do. `canary-down` only while
 * stable serves: whoever goes back to a stable that is down as well has gained nothing.
 */
export function findDistortion(backend: Backend, view: BackendView): FailedTraffic | undefined {
  const { stable, canary } = view;
  const idle = [stable, canary].find((server) => server.weight > 0 && !isServing(server));
  if (idle === canary && isServing(stable)) {
    return failed('canary-down', explainIdle(backend, canary));
  }
  const distortion =
    idle === undefined ? explainWeights(backend, view) : explainIdle(backend, idle);
  return distortion === undefined ? undefined : failed('not-verified', distortion);
}

function explainIdle(backend: Backend, { name, status, weight }: Server): string {
  const found = `${showBackend(backend)} sends nothing to ${name}, which is ${status} with weight ${weight}`;
  return `${found}: ${bringUp(backend, { name, status })}`;
}

function explainWeights(backend: Backend, view: BackendView): string | undefined {
  const { stable, canary } = view;
  if (stable.weight + canary.weight === 0) {
    return `${showBackend(backend)} gives both ${stable.name} and ${canary.name} weight 0, so nobody serves: set the weight of one`;
  }
  return canary.weight > 0 ? explainThird(backend, view) : undefined;
}

/** Whatever else takes or gives traffic in the backend makes the canary's share another than its weight says. */
function explainThird(
  backend: Backend,
  { stable, canary, others }: BackendView,
): string | undefined {
  const place = showBackend(backend);
  const backup = [canary, stable].find((server) => server.weight > 0 && server.isBackup);
  if (backup !== undefined) {
    return `${place} keeps ${backup.name} as a backup, which serves only when all others are down: take its word \`backup\` away`;
  }
  const third = others.find((server) => server.weight > 0 && isServing(server) && !server.isBackup);
  if (third === undefined) return undefined;
  const found = `${place} also sends traffic to ${third.name} (weight ${third.weight})`;
  return `${found}: a share needs two servers alone; give it weight 0, or a backend of its own`;
}

export function showBackend({ name, runtime }: Backend): string {
  return `backend ${name} at ${showAddress(runtime.address)}`;
}

export function bringUp(backend: Backend, server: Pick<Server, 'name' | 'status'>): string {
  return /^(MAINT|DRAIN)/.test(server.status)
    ? `say \`set server ${backend.name}/${server.name} state ready\``
    : 'see that it runs and answers its health check';
}
