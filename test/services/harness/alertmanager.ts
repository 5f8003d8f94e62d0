import { stringify } from 'yaml';
import { z } from 'zod';
import { findFreePorts } from './port.ts';
import { makeScratch } from './scratch.ts';
import { answers, startService } from './service.ts';

export interface Alertmanager {
  readonly url: string;
  /** `host:port`, as Prometheus wants it. */
  readonly address: string;
  /** Posts an alert that fires until it is resolved. */
  fire(labels: Readonly<Record<string, string>>): Promise<void>;
  resolve(labels: Readonly<Record<string, string>>): Promise<void>;
  /** Names of the alerts that fire now. */
  listFiring(): Promise<readonly string[]>;
  readonly log: () => string;
  close(): Promise<void>;
}

/**
 * Starts an Alertmanager of its own on a free loopback port; it notifies nobody. An alert of the severity `outage`
 * inhibits all of the severity `page`.
 */
export async function startAlertmanager(): Promise<Alertmanager> {
  const scratch = await makeScratch('alertmanager');
  const [port] = await findFreePorts(1);
  const address = `127.0.0.1:${port}`;
  const url = `http://${address}`;
  const config = await scratch.write(
    'alertmanager.yml',
    stringify({
      route: { receiver: 'nobody' },
      receivers: [{ name: 'nobody' }],
      inhibit_rules: [
        { source_matchers: ['severity="outage"'], target_matchers: ['severity="page"'] },
      ],
    }),
  );

  const daemon = await startService(
    'prometheus-alertmanager',
    [
      `--config.file=${config}`,
      `--storage.path=${scratch.path}/data`,
      `--web.listen-address=${address}`,
      '--cluster.listen-address=',
      '--log.level=warn',
    ],
    () => answers(`${url}/-/ready`),
  ).catch(async (error: unknown) => {
    await scratch.close();
    throw error;
  });

  return {
    url,
    address,
    fire: (labels) => postAlert(url, { labels }),
    resolve: (labels) => postAlert(url, { labels, endsAt: new Date().toISOString() }),
    listFiring: () => readAlertNames(url),
    log: daemon.log,
    async close() {
      await daemon.stop();
      await scratch.close();
    },
  };
}

const Alerts = z.array(z.object({ labels: z.object({ alertname: z.string() }) }));

async function readAlertNames(url: string): Promise<readonly string[]> {
  const response = await fetch(`${url}/api/v2/alerts?active=true`, {
    signal: AbortSignal.timeout(5_000),
  });
  return Alerts.parse(await response.json()).map(({ labels }) => labels.alertname);
}

async function postAlert(url: string, alert: object): Promise<void> {
  const response = await fetch(`${url}/api/v2/alerts`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify([alert]),
    signal: AbortSignal.timeout(5_000),
  });
  if (!response.ok) throw new Error(`Alertmanager refused: ${await response.text()}`);
}
