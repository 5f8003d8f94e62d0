import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import {
  createRandom,
  drawBinomial,
  drawCount,
  drawNormal,
} from '../../../src/core/simulation/random.ts';

/** A shop's invented past: `stable` all along, `canary` for a few hours, all times in milliseconds. */
export interface Past {
  readonly from: number;
  readonly to: number;
  readonly scrape: number;
  readonly stable: Version;
  readonly canary: Version & { readonly from: number; readonly to: number };
  /** From then on the canary fails this many times as often. */
  readonly incident: { readonly at: number; readonly times: number };
  /** Nothing was scraped. */
  readonly gap: { readonly from: number; readonly to: number };
}

interface Version {
  readonly name: string;
  readonly pods: number;
  /** Requests per second of one pod in the middle of the day's swing. */
  readonly requests: number;
}

const ERROR_RATE = 0.005;
/** Upper edges in seconds, and the share of requests within. */
const EDGES = [
  [0.1, 0.6],
  [0.25, 0.93],
  [0.5, 0.98],
] as const;

/** What differs from host to host and wanders: standard deviation and memory of its logarithm. */
const HOST = { deviation: 0.2, memory: 0.98 };

interface Pod {
  readonly version: string;
  readonly name: string;
  readonly requests: number;
  readonly isCanary: boolean;
  mood: number;
  ok: number;
  failed: number;
  readonly within: number[];
}

/** Writes the past as OpenMetrics text, as a Prometheus that scraped it would have seen it. */
export async function writePast(path: string, past: Past): Promise<void> {
  const random = createRandom(11);
  const pods = [makePods(past.stable, false), makePods(past.canary, true)].flat();
  const lines = { requests: [] as string[], buckets: [] as string[] };
  for (let at = past.from; at <= past.to; at += past.scrape) {
    const said = { requests: '', buckets: '' };
    for (const pod of pods) {
      if (pod.isCanary && (at < past.canary.from || at > past.canary.to)) continue;
      serve(pod, at, past, random);
      if (at < past.gap.from || at > past.gap.to) scrape(pod, at / 1000, said);
    }
    lines.requests.push(said.requests);
    lines.buckets.push(said.buckets);
  }
  await writeFile(path, [
    '# TYPE http_requests counter\n',
    ...lines.requests,
    '# TYPE http_request_duration_seconds histogram\n',
    ...lines.buckets,
    '# EOF\n',
  ]);
}

function makePods({ name, pods, requests }: Version, isCanary: boolean): readonly Pod[] {
  return Array.from({ length: pods }, (_, index) => ({
    version: name,
    name: `${name}-${index}`,
    requests,
    isCanary,
    mood: 0,
    ok: 0,
    failed: 0,
    within: EDGES.map(() => 0),
  }));
}

function serve(pod: Pod, at: number, past: Past, random: () => number): void {
  const { deviation, memory } = HOST;
  pod.mood = memory * pod.mood + deviation * Math.sqrt(1 - memory ** 2) * drawNormal(random);
  const day = 1 + 0.5 * Math.sin((2 * Math.PI * at) / 86_400_000);
  const isIll = pod.isCanary && at > past.incident.at;
  const rate = ERROR_RATE * Math.exp(pod.mood) * (isIll ? past.incident.times : 1);
  const requests = drawCount(random, (pod.requests * day * past.scrape) / 1000);
  const failed = drawBinomial(random, requests, Math.min(1, rate));
  pod.failed += failed;
  pod.ok += requests - failed;
  EDGES.forEach(([, share], index) => {
    pod.within[index] = (pod.within[index] ?? 0) + Math.round(requests * share);
  });
}

function scrape(
  { version, name, ok, failed, within }: Pod,
  seconds: number,
  said: { requests: string; buckets: string },
): void {
  const labels = `version="${version}",pod="${name}"`;
  const count = ok + failed;
  said.requests += `http_requests_total{${labels},code="200"} ${ok} ${seconds}\n`;
  said.requests += `http_requests_total{${labels},code="500"} ${failed} ${seconds}\n`;
  const bucket = (le: number | string, observed: number) =>
    `http_request_duration_seconds_bucket{${labels},le="${le}"} ${observed} ${seconds}\n`;
  EDGES.forEach(([le], index) => {
    said.buckets += bucket(le, Math.min(count, within[index] ?? 0));
  });
  said.buckets += bucket('+Inf', count);
}

/** Makes blocks of a Prometheus database from OpenMetrics text. */
export async function importPast(text: string, database: string): Promise<void> {
  const run = promisify(execFile);
  await run('promtool', [
    'tsdb',
    'create-blocks-from',
    'openmetrics',
    '--quiet',
    '--max-block-duration=24h',
    text,
    database,
  ]);
}
