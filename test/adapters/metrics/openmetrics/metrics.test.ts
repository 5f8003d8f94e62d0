import type { ServerResponse } from 'node:http';
import { createMetrics } from '../../../../src/adapters/metrics/metrics.ts';
import { createRedactor } from '../../../../src/adapters/secrets/redaction.ts';
import type { Arm, Sample } from '../../../../src/core/measurement.ts';
import type { Queries } from '../../../../src/core/plan/plan.ts';
import { serve } from '../../http/server.ts';
import { describeMetrics } from '../contract.ts';
import { SECRET, VERSIONS } from '../rig.ts';
import type { Rig, Situation } from '../rig.ts';

const QUERIES: Readonly<Record<Queries['role'], Queries>> = {
  proportion: {
    role: 'proportion',
    events: 'requests_total{version="$version",code=~"5.."}',
    total: 'requests_total{version="$version"}',
  },
  histogram: { role: 'histogram', histogram: 'request_seconds' },
  gauge: { role: 'gauge', gauge: 'memory_ratio' },
  count: { role: 'count', count: 'orders_total' },
};

describeMetrics('openmetrics', createRig, {
  nothing: ['no-data', 'no-series'],
  'not-a-number': ['no-data', 'not-a-number'],
  down: ['error', 'unreachable'],
  hanging: ['error', 'timeout'],
  denying: ['error', 'unauthorized'],
  garbled: ['error', 'malformed'],
});

async function createRig(timeout: number): Promise<Rig> {
  const situations = new Map<Arm, Situation>();
  const services = { canary: createService('v2'), baseline: createService('v1') };
  const servePage = (arm: Arm) =>
    serve((_, answer) => respond(answer, situations.get(arm) ?? 'nothing', services[arm].render()));
  const [canary, baseline] = [await servePage('canary'), await servePage('baseline')];
  const clock = { now: Date.UTC(2026, 10, 22) };
  return {
    clock,
    metrics: createMetrics({
      versions: VERSIONS,
      environment: { CANARY: canary.replace('//', `//reader:${SECRET}@`) },
      redact: createRedactor([SECRET]),
      now: () => clock.now,
    }),
    source: (role) => ({
      kind: 'openmetrics',
      canary: [`$CANARY/metrics?key=${SECRET}`],
      stable: [`${baseline}/metrics`],
      queries: QUERIES[role],
      timeout,
    }),
    happen: (arm, situation) => {
      situations.set(arm, situation);
      if (typeof situation === 'object') services[arm].count(situation);
    },
  };
}

function respond(answer: ServerResponse, situation: Situation, page: string): void {
  switch (situation) {
    case 'hanging':
      return;
    case 'down':
      return void answer.writeHead(503).end();
    case 'denying':
      return void answer.writeHead(401).end();
    case 'garbled':
      return void answer.end(`<html>${SECRET}</html>`);
    case 'nothing':
      return void answer.end('something_else 1\n');
    case 'not-a-number':
      return void answer.end('memory_ratio NaN\n');
    default:
      return void answer.end(page);
  }
}

/** Counts on, as a process does, and shows its totals as a page. */
function createService(version: string) {
  const totals = new Map<string, number>();
  const add = (series: string, amount: number) =>
    totals.set(series, (totals.get(series) ?? 0) + amount);
  const count = (sample: Sample): void => {
    switch (sample.kind) {
      case 'proportion':
        add(`requests_total{version="${version}",code="200"}`, sample.total - sample.events);
        add(`requests_total{version="${version}",code="500"}`, sample.events);
        add('requests_total{version="other",code="500"}', 1_000);
        break;
      case 'histogram':
        for (const bucket of sample.buckets) {
          const le = Number.isFinite(bucket.le) ? String(bucket.le) : '+Inf';
          add(`request_seconds_bucket{le="${le}"}`, bucket.count);
        }
        break;
      case 'gauge':
        totals.set('memory_ratio', sample.value);
        break;
      case 'count':
        add('orders_total', sample.count);
        break;
      default:
    }
  };
  const render = () => Array.from(totals, ([series, total]) => `${series} ${total}\n`).join('');
  return { count, render };
}
