import { stringify } from 'yaml';
import { z } from 'zod';
import { findFreePorts } from './port.ts';
import { makeScratch } from './scratch.ts';
import { answers, startService } from './service.ts';

export interface ScrapeTarget {
  readonly job: string;
  /** `host:port` each. */
  readonly targets: readonly string[];
  readonly labels?: Readonly<Record<string, string>>;
}

export interface RuleGroup {
  readonly name: string;
  readonly rules: readonly Readonly<Record<string, unknown>>[];
}

export interface PrometheusOptions {
  readonly scrapeTargets: readonly ScrapeTarget[];
  readonly rules?: readonly RuleGroup[];
  /** Scrape and evaluation interval in seconds. */
  readonly intervalSeconds?: number;
  /** `host:port` of Alertmanagers to send firing alerts to. */
  readonly alertmanagers?: readonly string[];
  /** Takes written series, native histograms among them. */
  readonly remoteWrite?: boolean;
  /** Fills the database before it is opened, with a past that is kept however old it is. */
  readonly fill?: (database: string) => Promise<void>;
}

const Series = z.object({
  metric: z.record(z.string(), z.string()),
  /** Unix time in seconds, and the number as Prometheus writes it. */
  value: z.tuple([z.number(), z.string()]),
});
export type PromSeries = z.infer<typeof Series>;

const InstantAnswer = z.object({
  error: z.string().optional(),
  data: z.object({ result: z.array(Series) }).optional(),
});

export interface Prometheus {
  readonly url: string;
  /** An instant query asked without any code of the product: the independent witness. */
  query(expression: string): Promise<readonly PromSeries[]>;
  readonly log: () => string;
  close(): Promise<void>;
}

/** Starts a Prometheus of its own on a free loopback port, with an empty database. */
export async function startPrometheus(options: PrometheusOptions): Promise<Prometheus> {
  const scratch = await makeScratch('prometheus');
  const [port] = await findFreePorts(1);
  const url = `http://127.0.0.1:${port}`;
  await scratch.write('rules.yml', stringify({ groups: options.rules ?? [] }));
  const config = await scratch.write('prometheus.yml', stringify(configure(options)));
  await options.fill?.(`${scratch.path}/data`);

  const daemon = await startService(
    'prometheus',
    [
      `--config.file=${config}`,
      `--storage.tsdb.path=${scratch.path}/data`,
      `--web.listen-address=127.0.0.1:${port}`,
      `--storage.tsdb.retention.time=${options.fill ? '30y' : '1h'}`,
      '--log.level=warn',
      ...(options.remoteWrite === true
        ? ['--web.enable-remote-write-receiver', '--enable-feature=native-histograms']
        : []),
    ],
    () => answers(`${url}/-/ready`),
  ).catch(async (error: unknown) => {
    await scratch.close();
    throw error;
  });

  return {
    url,
    query: (expression) => askInstant(url, expression),
    log: daemon.log,
    async close() {
      await daemon.stop();
      await scratch.close();
    },
  };
}

function configure(options: PrometheusOptions): object {
  const interval = `${options.intervalSeconds ?? 1}s`;
  return {
    global: { scrape_interval: interval, scrape_timeout: interval, evaluation_interval: interval },
    rule_files: ['rules.yml'],
    alerting: {
      alertmanagers: [{ static_configs: [{ targets: options.alertmanagers ?? [] }] }],
    },
    scrape_configs: options.scrapeTargets.map(({ job, targets, labels = {} }) => ({
      job_name: job,
      static_configs: [{ targets, labels }],
    })),
  };
}

async function askInstant(url: string, expression: string): Promise<readonly PromSeries[]> {
  const response = await fetch(`${url}/api/v1/query?query=${encodeURIComponent(expression)}`, {
    signal: AbortSignal.timeout(5_000),
  });
  const { error, data } = InstantAnswer.parse(await response.json());
  if (data === undefined) throw new Error(`Prometheus refused "${expression}": ${error}`);
  return data.result;
}
