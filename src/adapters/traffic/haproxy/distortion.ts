import type { Backend, BackendView } from './backend.ts';
import { showAddress } from './runtime.ts';
import { isServing } from './server.ts';
import type { Server } from './server.ts';

/** Why the two weights do not mean here what they say, or undefined when they do. */
export function explainDistortion(backend: Backend, view: BackendView): string | undefined {
  const { stable, canary } = view;
  const place = showBackend(backend);
  if (stable.weight + canary.weight === 0) {
    return `${place} gives both ${stable.name} and ${canary.name} weight 0, so nobody serves: set the weight of one`;
  }
  const idle = [canary, stable].find((server) => server.weight > 0 && !isServing(server));
  if (idle !== undefined) {
    const found = `${place} sends nothing to ${idle.name}, which is ${idle.status} with weight ${idle.weight}`;
    return `${found}: ${bringUp(backend, idle)}`;
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

export function bringUp(backend: Backend, server: Server): string {
  return /^(MAINT|DRAIN)/.test(server.status)
    ? `say \`set server ${backend.name}/${server.name} state ready\``
    : 'see that it runs and answers its health check';
}
