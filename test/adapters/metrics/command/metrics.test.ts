import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createMetrics } from '../../../../src/adapters/metrics/metrics.ts';
import { createRedactor } from '../../../../src/adapters/secrets/redaction.ts';
import type { ArmReading, Sample } from '../../../../src/core/measurement.ts';
import type { Queries } from '../../../../src/core/plan/plan.ts';
import { describeMetrics } from '../contract.ts';
import { metricOf, sampleIn, SECRET, VERSIONS } from '../rig.ts';
import type { Rig, Situation } from '../rig.ts';

const PATH = process.env['PATH'] ?? '';

describeMetrics('command', createRig, {
  nothing: ['no-data', 'no-series'],
  'not-a-number': ['no-data', 'not-a-number'],
  down: ['error', 'refused'],
  hanging: ['error', 'timeout'],
  denying: ['error', 'refused'],
  garbled: ['error', 'malformed'],
});

async function createRig(timeout: number): Promise<Rig> {
  const directory = await mkdtemp(join(tmpdir(), 'sluice-metrics-'));
  onTestFinished(() => rm(directory, { recursive: true }));
  const clock = { now: Date.UTC(2026, 10, 22) };
  return {
    clock,
    metrics: createMetrics({
      versions: VERSIONS,
      environment: { PATH, SCRIPTS: directory, TOKEN: SECRET },
      redact: createRedactor([SECRET]),
      now: () => clock.now,
    }),
    source: () => ({ kind: 'command', run: '. "$SCRIPTS/$SLUICE_ARM"', timeout }),
    happen: (arm, situation) => writeFile(join(directory, arm), scriptOf(situation)),
  };
}

function scriptOf(situation: Situation): string {
  switch (situation) {
    case 'nothing':
      return `echo '{"noData": "nobody came today"}'`;
    case 'not-a-number':
      return `echo '{"value": NaN}'`;
    case 'down':
      return `echo "cannot connect with $TOKEN" >&2; exit 7`;
    case 'denying':
      return 'no-such-program-here';
    case 'hanging':
      return 'sleep 60';
    case 'garbled':
      return 'echo "<html>$TOKEN</html>"';
    default:
      return `echo '${JSON.stringify(answerOf(situation))}'`;
  }
}

function answerOf(sample: Sample): object {
  const { kind: _, ...answer } = sample;
  if (sample.kind !== 'histogram') return answer;
  const buckets = sample.buckets.map(({ le, count }) => [Number.isFinite(le) ? le : '+Inf', count]);
  return { buckets: Object.fromEntries(buckets) };
}

/** The canary's reading of a metric that this command measures. */
async function measure(role: Queries['role'], run: string): Promise<ArmReading> {
  const metrics = createMetrics({ versions: VERSIONS, environment: { PATH }, now: () => 0 });
  const metric = metricOf(role, { kind: 'command', run, timeout: 10_000 });
  const interval = { from: 1_000_000, to: 1_090_500 };
  return (await metrics.measure({ metric, interval, cursor: undefined })).measurement.canary;
}

describe('what a command prints', () => {
  test.each([
    ['proportion', '{"events": 3}'],
    ['proportion', '{"events": 3, "total": "9"}'],
    ['proportion', '{"events": 10, "total": 9}'],
    ['proportion', '{"events": -1, "total": 9}'],
    ['proportion', '{"events": 1, "total": 9, "totl": 9}'],
    ['proportion', '{"value": 0.1}'],
    ['proportion', '[{"events": 3, "total": 9}]'],
    ['proportion', '{"events": 3, "total": 9} {"events": 3, "total": 9}'],
    ['proportion', ''],
    ['histogram', '{"buckets": {"0.1": 5}}'],
    ['histogram', '{"buckets": {"0.1": 50, "+Inf": 9}}'],
    ['histogram', '{"buckets": {"fast": 5, "+Inf": 9}}'],
    ['histogram', '{"buckets": {}}'],
    ['gauge', '{"value": null}'],
    ['gauge', '{"value": 1e999}'],
    ['gauge', '{"value": "0.5"}'],
    ['count', '{"count": -1}'],
    ['count', '{"noData": true}'],
  ] as const)('a %s must not be %s', async (role, text) => {
    const reading = await measure(role, `printf '%s' '${text}'`);
    expect(reading).toMatchObject({
      outcome: 'error',
      reason: 'malformed',
      detail: expect.stringContaining('{"'),
    });
  });

  test('its arm, version and interval come by environment', async () => {
    const variables = ['ARM', 'VERSION', 'WINDOW_SECONDS', 'FROM', 'TO'].map(
      (name) => `$SLUICE_${name}`,
    );
    const reading = await measure('gauge', `echo '{"noData": "'"${variables.join(' ')}"'"}'`);
    const expected = 'canary v2 90.5 1970-01-01T00:16:40.000Z 1970-01-01T00:18:10.500Z';
    expect(reading).toMatchObject({
      outcome: 'no-data',
      detail: `the command found no data: ${expected}`,
    });
  });

  test('a version’s name is a value, never a command', async () => {
    const versions = { canary: '$(touch owned); `id`', stable: 'v1' };
    const metrics = createMetrics({ versions, environment: { PATH }, now: () => 0 });
    const run = `printf '{"noData": "%s"}' "$SLUICE_VERSION"`;
    const metric = metricOf('gauge', { kind: 'command', run, timeout: 10_000 });
    const interval = { from: 0, to: 1_000 };
    const { measurement } = await metrics.measure({ metric, interval, cursor: undefined });
    expect(sampleIn(measurement.canary)).toContain('$(touch owned); `id`');
  });

  test('chatter on standard error does no harm', async () => {
    const reading = await measure('count', `echo warning >&2; echo '{"count": 1}'`);
    expect(sampleIn(reading)).toEqual({ kind: 'count', count: 1 });
  });
});
