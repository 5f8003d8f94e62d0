import { describe, expect, it } from 'vitest';
import { planOf } from '../parsed.ts';
import { planWith } from '../sample.ts';

describe('gates', () => {
  it('are understood, each of its kind', () => {
    const { gates } = planOf(
      planWith({
        connections: 'connections: { alertmanager: { url: http://am } }',
        gates: `gates:
  - freeze: { timezone: Europe/Berlin, weekly: Fri 16:00 - Mon 08:00, once: [{ from: 2026-12-24, to: '2026-12-27 12:30' }], calendar: $CALENDARS/freeze.ics, except-label: hotfix }
  - checks: { required: [build, test] }
  - issues: { label: blocker, timeout: 5s }
  - prometheus: { name: quiet, query: sum(errors), condition: '< 1%', url: http://p }
  - error-budget: { objective: 99.95%, window: 30d, failures: 'sum(increase(e[$window]))', total: 'sum(increase(t[$window]))', burn: [10x over 5m, 14.4x over 1h and 5m], url: http://p }
  - alerts: { none-firing: 'severity="page"' }
  - command: { run: ./ok }`,
      }),
    );
    expect(gates).toMatchObject([
      {
        kind: 'freeze',
        name: 'freeze',
        timeout: 30_000,
        timezone: 'Europe/Berlin',
        weekly: [{ start: 4 * 1440 + 16 * 60, end: 8 * 60 }],
        once: [{ start: '2026-12-24T00:00', end: '2026-12-27T12:30' }],
        calendar: '$CALENDARS/freeze.ics',
        exceptLabel: 'hotfix',
      },
      { kind: 'checks', name: 'checks', timeout: 30_000, required: ['build', 'test'] },
      { kind: 'issues', name: 'issues', timeout: 5_000, label: 'blocker' },
      {
        kind: 'prometheus',
        name: 'quiet',
        timeout: 30_000,
        query: 'sum(errors)',
        operator: '<',
        value: 0.01,
        connection: { url: 'http://p', headers: {}, timeout: 30_000 },
      },
      {
        kind: 'error-budget',
        name: 'error-budget',
        timeout: 30_000,
        objective: 0.9995,
        window: 30 * 86_400_000,
        queries: { failures: 'sum(increase(e[$window]))', total: 'sum(increase(t[$window]))' },
        burn: [
          { text: '10x over 5m', factor: 10, windows: [300_000] },
          { text: '14.4x over 1h and 5m', factor: 14.4, windows: [3_600_000, 300_000] },
        ],
        remaining: { operator: '>', value: 0 },
        connection: { url: 'http://p', timeout: 30_000 },
      },
      {
        kind: 'alerts',
        name: 'alerts',
        timeout: 30_000,
        url: 'http://am',
        noneFiring: 'severity="page"',
      },
      { kind: 'command', name: 'command', timeout: 30_000, run: './ok' },
    ]);
  });
});
