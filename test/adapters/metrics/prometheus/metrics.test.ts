import type { ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { createMetrics } from '../../../../src/adapters/metrics/metrics.ts';
import type { Arm, Sample } from '../../../../src/core/measurement.ts';
import { serve } from '../../http/server.ts';
import { describeMetrics } from '../contract.ts';
import { SECRET, VERSIONS } from '../rig.ts';
import type { Rig, Situation } from '../rig.ts';
import { QUERIES, vector } from './fake.ts';
import type { Element } from './fake.ts';

describeMetrics('prometheus', createRig, {
  nothing: ['no-data', 'no-series'],
  'not-a-number': ['no-data', 'not-a-number'],
  down: ['error', 'unreachable'],
  hanging: ['error', 'timeout'],
  denying: ['error', 'unauthorized'],
  garbled: ['error', 'malformed'],
});

async function createRig(timeout: number): Promise<Rig> {
  const situations = new Map<Arm, Situation>();
  const origin = await serve(async (question, answer) => {
    const form = new URLSearchParams(await text(question));
    const query = form.get('query') ?? '';
    const arm = query.includes('"v2"') ? 'canary' : 'baseline';
    respond(answer, situations.get(arm) ?? 'nothing', query);
  });
  const clock = { now: Date.UTC(2026, 10, 22) };
  const connection = {
    url: '$PROMETHEUS_URL',
    username: 'reader',
    password: '$PASSWORD',
    headers: {},
    timeout,
  };
  return {
    clock,
    metrics: createMetrics({
      versions: VERSIONS,
      environment: { PROMETHEUS_URL: `${origin}/base/?token=${SECRET}`, PASSWORD: SECRET },
      now: () => clock.now,
    }),
    source: (role) => ({ kind: 'prometheus', connection, queries: QUERIES[role] }),
    happen: (arm, situation) => void situations.set(arm, situation),
  };
}

function respond(answer: ServerResponse, situation: Situation, query: string): void {
  switch (situation) {
    case 'hanging':
      return;
    case 'down':
      return void answer.writeHead(503).end('no backend is available');
    case 'denying':
      return void answer.writeHead(401).end(`not with ${SECRET}`);
    case 'garbled':
      return void answer.end('<html>Please log in</html>');
    case 'nothing':
      return void answer.end(vector([]));
    case 'not-a-number':
      return void answer.end(vector([[{}, 'NaN']]));
    default:
      return void answer.end(vector(elementsOf(situation, query)));
  }
}

function elementsOf(sample: Sample, query: string): readonly Element[] {
  switch (sample.kind) {
    case 'proportion':
      return [[{}, String(query.startsWith('events') ? sample.events : sample.total)]];
    case 'histogram':
      return sample.buckets.map(({ le, count }) => [
        { le: Number.isFinite(le) ? String(le) : '+Inf' },
        String(count),
      ]);
    case 'gauge':
      return [[{}, String(sample.value)]];
    case 'count':
      return [[{}, String(sample.count)]];
    default:
      return [];
  }
}
