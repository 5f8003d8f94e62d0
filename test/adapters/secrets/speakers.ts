import { chmodSync } from 'node:fs';
import { dirname } from 'node:path';
import { onTestFinished } from 'vitest';
import { createVirtualClock } from '../../../src/adapters/clock/virtual.ts';
import { createGateSources } from '../../../src/adapters/gates/sources.ts';
import { createHistory } from '../../../src/adapters/history/history.ts';
import { createHooks } from '../../../src/adapters/hooks/hooks.ts';
import { createMetrics } from '../../../src/adapters/metrics/metrics.ts';
import { postBound } from '../../../src/adapters/notifications/post.ts';
import { createRedactor } from '../../../src/adapters/secrets/redaction.ts';
import { createTraffic } from '../../../src/adapters/traffic/traffic.ts';
import type { Gate, MetricSource, Target } from '../../../src/core/plan/plan.ts';
import { readGate } from '../gates/every/scene.ts';
import { writeForTest } from '../gates/folder.ts';
import { writeCalendar, writeEvent } from '../gates/freeze/icalendar/calendar.ts';
import { alertsGate, commandGate, freezeGate, prometheusGate } from '../gates/plan.ts';
import { serve } from '../http/server.ts';
import { metricOf, VERSIONS } from '../metrics/rig.ts';
import { startRuntimeApi } from '../traffic/haproxy/runtime-api.ts';

/** No four of its characters are said by anything else here; blanks that are tidied are among them. */
export const SECRET = 'gHp_Q7w9Zk2J5vXq\tR8tL4m  N6b3C1fY0sD-pW+eU=aGhJk';
const redact = createRedactor([SECRET]);

const PATH = process.env['PATH'] ?? '';
const TIMEOUT = 10_000;

/** Says a text at a place of the outside, and gives what the port makes of it. */
type Speak = (text: string) => Promise<unknown>;

/** What a shell says it with: the text is in its environment. */
const SAY = `printf '%s\\n' "$SAID"`;

const hook =
  (run: string): Speak =>
  (SAID) => {
    const facts = {
      version: 'v2',
      environment: 'production',
      name: 'shop',
      canary: 'v2',
      stable: 'v1',
      rollout: 'r',
    };
    const hooks = createHooks({ facts, environment: { PATH, SAID }, print: () => {}, redact });
    return hooks.run('deploy', { run, timeout: TIMEOUT });
  };

async function measure(source: MetricSource, SAID: string): Promise<unknown> {
  const environment = { PATH, SAID };
  const metrics = createMetrics({ versions: VERSIONS, environment, redact, now: () => 0 });
  return metrics.measure({
    metric: metricOf('gauge', source),
    interval: { from: 0, to: 60_000 },
    cursor: undefined,
  });
}

const command =
  (run: string): Speak =>
  (text) =>
    measure({ kind: 'command', run, timeout: TIMEOUT }, text);

const nothing: Speak = (text) => command(`printf '{"noData": %s}' "$SAID"`)(JSON.stringify(text));

const answering = (text: string, status = 200) =>
  serve((_, answer) => answer.writeHead(status).end(text));

const page: Speak = async (text) => {
  const pages = [`${await answering(text)}/metrics`];
  return measure(
    {
      kind: 'openmetrics',
      canary: pages,
      stable: pages,
      queries: { role: 'gauge', gauge: 'load' },
      timeout: TIMEOUT,
    },
    '',
  );
};

const refusal = (error: string) =>
  JSON.stringify({ status: 'error', errorType: 'bad_data', error });

async function prometheusAt(text: string) {
  const url = await answering(refusal(text), 400);
  const connection = { url, headers: {}, timeout: TIMEOUT };
  return { kind: 'prometheus', connection, queries: { role: 'gauge', gauge: 'up' } } as const;
}

const prometheus: Speak = async (text) => measure(await prometheusAt(text), '');

const past: Speak = async (text) => {
  const history = createHistory({ versions: VERSIONS, environment: {}, redact });
  const metric = metricOf('gauge', await prometheusAt(text));
  return history.read({ metric, arm: 'baseline', first: 0, step: 60_000, count: 1 });
};

type Side = 'readWeight' | 'setWeight' | 'checkStable';

const target =
  (side: Side, said: string): Speak =>
  (SAID) => {
    const place: Target = {
      kind: 'command',
      set: side === 'setWeight' ? said : 'true',
      get: side === 'readWeight' ? said : 'echo 5',
      checkStable: said,
      stable: 'v1',
      canary: 'v2',
      afterPromotion: 'canary',
      timeout: TIMEOUT,
    };
    return ask(place, side, { PATH, SAID });
  };

function ask(place: Target, side: Side, environment: Record<string, string>): Promise<unknown> {
  const traffic = createTraffic(place, { environment, clock: createVirtualClock(0), redact });
  return side === 'setWeight' ? traffic.setWeight(5) : traffic[side]();
}

const haproxy: Speak = async (text) => {
  const api = await startRuntimeApi({});
  onTestFinished(() => api.close());
  api.answer = () => `${text}\n`;
  const place: Target = {
    kind: 'haproxy',
    socket: api.address,
    backend: 'shop',
    stable: 'v1',
    canary: 'v2',
    afterPromotion: 'canary',
    timeout: TIMEOUT,
  };
  return ask(place, 'readWeight', {});
};

const lookAt = (gate: Gate, environment: Record<string, string> = {}) =>
  createGateSources({ environment, token: 'job', redact }).evaluate(gate, 0);

const gate =
  (run: string): Speak =>
  (SAID) =>
    lookAt(commandGate(run), { PATH, SAID });

const attestation: Speak = (SAID) => {
  const gh = writeForTest('gh', `#!/bin/sh\n${SAY} >&2\nexit 1\n`);
  chmodSync(gh, 0o755);
  const environment = { PATH: `${dirname(gh)}:${PATH}`, SAID, GITHUB_REPOSITORY: 'acme/shop' };
  return lookAt(readGate('attestation: { artifact: shop.tar.gz }'), environment);
};

const alerts =
  (status: number): Speak =>
  async (text) =>
    lookAt(alertsGate(await answering(text, status)));

const firing: Speak = async (summary) => {
  const labels = { alertname: 'Slow', summary };
  return lookAt(alertsGate(await answering(JSON.stringify([{ labels }]))));
};

const calendar =
  (write: (text: string) => string): Speak =>
  (text) => {
    const file = writeForTest('freeze.ics', writeCalendar(write(text)));
    return lookAt(freezeGate({ timezone: 'UTC', calendar: file }));
  };

const eventOf = (summary: string) =>
  writeEvent(`SUMMARY:${summary}`, 'DTSTART;VALUE=DATE:19700110');

const query: Speak = async (text) => lookAt(prometheusGate(await answering(refusal(text), 400)));

const webhook: Speak = async (text) => {
  const office = { environment: {}, secrets: [SECRET], now: () => 0 };
  const pack = ({ url }: { readonly url: string }) => ({ url, body: '{}', timeout: TIMEOUT });
  return postBound({ url: await answering(text, 400) }, office, pack);
};

/** Everything that says what others said, and after how many characters it cuts that. */
export const SPEAKERS: readonly (readonly [place: string, speak: Speak, limit: number])[] = [
  ['a hook that fails', hook(`${SAY} >&2; exit 3`), 200],
  ['a hook whose program is not there', hook(`${SAY}; exit 127`), 200],
  ["a metric's command that fails", command(`${SAY} >&2; exit 3`), 200],
  ["a metric's command that prints something else", command(SAY), 600],
  ["a metric's command without data", nothing, 600],
  ['a metrics page that is none', page, 40],
  ['a Prometheus that refuses', prometheus, 600],
  ['a Prometheus that refuses to tell the past', past, 600],
  ["a target's `get` that prints no weight", target('readWeight', SAY), 80],
  ["a target's `get` that fails", target('readWeight', `${SAY}; exit 3`), 200],
  ["a target's `set` that fails", target('setWeight', `${SAY}; exit 3`), 200],
  ["a target's `check-stable` that is content", target('checkStable', SAY), 200],
  ["a target's `check-stable` that is not", target('checkStable', `${SAY}; exit 3`), 200],
  ['a runtime API that is none', haproxy, 120],
  ["a gate's command that is content", gate(SAY), 200],
  ["a gate's command that is not", gate(`${SAY}; exit 3`), 200],
  ['`gh` that finds no attestation', attestation, 200],
  ['an Alertmanager that refuses', alerts(400), 160],
  ['an Alertmanager that is ill', alerts(500), 160],
  ['an Alertmanager that is none', alerts(200), 160],
  ['alerts that fire', firing, 400],
  ['a query that a gate asks in vain', query, 400],
  ['an event of a calendar', calendar(eventOf), 80],
  ['a calendar with a line that is none', calendar((text) => text), 60],
  ['a webhook that refuses', webhook, 200],
];
