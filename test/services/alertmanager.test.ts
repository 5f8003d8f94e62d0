import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createGateSources } from '../../src/adapters/gates/sources.ts';
import { alertsGate, prometheusGate } from '../adapters/gates/plan.ts';
import { startAlertmanager, type Alertmanager } from './harness/alertmanager.ts';
import { waitUntil } from './harness/polling.ts';
import { startPrometheus, type Prometheus } from './harness/prometheus.ts';

const page = { alertname: 'HighErrors', severity: 'page', team: 'shop, cart' };
const gates = createGateSources({ environment: {} });

describe('the real Alertmanager', () => {
  let alertmanager: Alertmanager;
  beforeAll(async () => {
    alertmanager = await startAlertmanager();
    await alertmanager.fire({ alertname: 'DiskFilling', severity: 'ticket' });
  });
  afterAll(() => alertmanager.close());

  const look = (noneFiring = 'severity="page"') =>
    gates.evaluate(alertsGate(alertmanager.url, { noneFiring }), Date.now());

  async function silence(): Promise<string> {
    const hour = 3_600_000;
    const response = await fetch(`${alertmanager.url}/api/v2/silences`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        matchers: [{ name: 'alertname', value: 'HighErrors', isRegex: false }],
        startsAt: new Date(Date.now() - hour).toISOString(),
        endsAt: new Date(Date.now() + hour).toISOString(),
        createdBy: 'test',
        comment: 'known',
      }),
    });
    return response.text();
  }

  it('is open while other alerts fire, shut while a matching one does, and open when it is over', async () => {
    expect(await look()).toMatchObject({ outcome: 'open', found: 'none' });
    await alertmanager.fire(page);
    expect(await look()).toMatchObject({
      outcome: 'shut',
      found: '1 firing: HighErrors{severity="page",team="shop, cart"}',
    });
    await alertmanager.resolve(page);
    await waitUntil('the alert over', async () => (await look()).outcome === 'open');
  });

  it.each([
    ['severity=page', 'shut'],
    ['{severity=~"page|ticket", team="shop, cart"}', 'shut'],
    ['severity="page",team!="shop, cart"', 'open'],
    ['alertname=~"High.*"', 'shut'],
    ['severity=~"("', 'broken'],
  ] as const)('understands %s: %s', async (matchers, outcome) => {
    await alertmanager.fire(page);
    expect(await look(matchers)).toMatchObject({ outcome });
  });

  it('does not mind an alert that another one inhibits, but does mind that one', async () => {
    const outage = { alertname: 'DataCentreDown', severity: 'outage' };
    await alertmanager.fire(page);
    expect(await look()).toMatchObject({ outcome: 'shut' });
    await alertmanager.fire(outage);
    await waitUntil('the inhibition', async () => (await look()).outcome === 'open');
    expect(await look('severity=~"page|outage"')).toMatchObject({
      outcome: 'shut',
      found: '1 firing: DataCentreDown{severity="outage"}',
    });
    await alertmanager.resolve(outage);
    await waitUntil('the inhibition over', async () => (await look()).outcome === 'shut');
  });

  it('does not mind an alert that somebody silenced', async () => {
    await alertmanager.fire(page);
    expect(await silence()).toContain('silenceID');
    await waitUntil('the silence in force', async () => (await look()).outcome === 'open');
  });

  it('is broken once nothing answers', async () => {
    const other = await startAlertmanager();
    await other.close();
    const finding = await gates.evaluate(alertsGate(other.url), Date.now());
    expect(finding).toMatchObject({ outcome: 'broken', found: expect.stringContaining(other.url) });
  });
});

describe('a gate on the real Prometheus', () => {
  let prometheus: Prometheus;
  beforeAll(async () => {
    prometheus = await startPrometheus({ scrapeTargets: [] });
  });
  afterAll(() => prometheus.close());

  it.each([
    ['vector(0) or label_replace(vector(0.5), "pod", "p1", "", "")', '<', 0.01, 'shut'],
    ['vector(0)', '<', 0.01, 'open'],
    ['scalar(vector(3))', '==', 3, 'open'],
    ['vector(0) / vector(0)', '<', 0.01, 'shut'],
    ['nothing_of_that_name', '<', 0.01, 'broken'],
    ['sum(', '<', 0.01, 'broken'],
    ['"a text"', '<', 0.01, 'broken'],
  ] as const)('%s %s %d: %s', async (query, operator, value, outcome) => {
    const gate = prometheusGate(prometheus.url, { query, operator, value });
    expect(await gates.evaluate(gate, Date.now())).toMatchObject({ outcome });
  });
});
