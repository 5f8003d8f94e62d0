import { startDaemon, type Daemon } from './daemon.ts';
import { waitUntil } from './polling.ts';

/**
 * Starts a daemon and waits until it says itself that it is ready. When it dies or stays silent instead,
 * it is stopped and the error carries its log.
 */
export async function startService(
  command: string,
  args: readonly string[],
  isReady: (daemon: Daemon) => Promise<boolean>,
): Promise<Daemon> {
  const daemon = await startDaemon(command, args);
  const outcome = await waitUntil(`${command} ready`, async () => {
    if (daemon.hasExited()) return 'died' as const;
    return (await isReady(daemon)) ? ('ready' as const) : false;
  }).catch((error: unknown) => error);
  if (outcome === 'ready') return daemon;
  await daemon.stop();
  throw new Error(`${command} did not become ready; its log:\n${daemon.log()}`, { cause: outcome });
}

/** True when the address answers with a 2xx status within a second. */
export async function answers(url: string): Promise<boolean> {
  const response = await fetch(url, { signal: AbortSignal.timeout(1_000) });
  await response.arrayBuffer();
  return response.ok;
}
