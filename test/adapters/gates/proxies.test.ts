import { describe, expect, it } from 'vitest';
import { createGateSources } from '../../../src/adapters/gates/sources.ts';
import type { Gate } from '../../../src/core/plan/plan.ts';
import { closedPort, serve } from '../http/server.ts';
import { writeCalendar, writeEvent } from './freeze/icalendar/calendar.ts';
import { alertsGate, errorBudgetGate, freezeGate, httpGate, prometheusGate } from './plan.ts';

const calendar = writeCalendar(writeEvent('DTSTART;VALUE=DATE:20200101'));

function prometheusSays(...value: readonly string[]): string {
  const result = value.map((text) => ({ metric: {}, value: [1, text] }));
  return JSON.stringify({ status: 'success', data: { resultType: 'vector', result } });
}

/** Gates on a host that only the proxy knows, and what it finds there. */
const GATES: readonly { gate: Gate; asked: RegExp; answer: string }[] = [
  {
    gate: prometheusGate('http://metrics.corp:9090', { operator: '>=', value: 0 }),
    asked: /^POST http:\/\/metrics\.corp:9090\/api\/v1\/query$/,
    answer: prometheusSays('1'),
  },
  {
    gate: errorBudgetGate('http://metrics.corp', {
      objective: 0.5,
      queries: { failures: 'vector(1) + 0 * $window', total: 'vector(1) + 0 * $window' },
      burn: [],
      remaining: { operator: '>=', value: -1 },
    }),
    asked: /^POST http:\/\/metrics\.corp\/api\/v1\/query$/,
    answer: prometheusSays('1'),
  },
  {
    gate: alertsGate('http://alerts.corp'),
    asked:
      /^GET http:\/\/alerts\.corp\/api\/v2\/alerts\?active=true&silenced=false&inhibited=false/,
    answer: '[]',
  },
  {
    gate: httpGate('http://ready.corp/health'),
    asked: /^GET http:\/\/ready\.corp\/health$/,
    answer: 'ok',
  },
  {
    gate: freezeGate({ calendar: 'http://calendars.corp/freeze.ics' }),
    asked: /^GET http:\/\/calendars\.corp\/freeze\.ics$/,
    answer: calendar,
  },
];

const named = GATES.map((row) => ({ ...row, kind: row.gate.kind }));

describe('a gate on a service behind a proxy', () => {
  it.each(named)('asks the proxy: $kind', async ({ gate, asked, answer }) => {
    const questions: string[] = [];
    const proxy = await serve((question, response) => {
      questions.push(`${question.method} ${question.url}`);
      response.end(answer);
    });
    const gates = createGateSources({ environment: { HTTP_PROXY: proxy } });
    expect(await gates.evaluate(gate, Date.UTC(2026, 0, 1))).toMatchObject({ outcome: 'open' });
    for (const question of questions) expect(question).toMatch(asked);
    expect(questions).not.toEqual([]);
  });

  it.each(named)('is broken while the proxy is away: $kind', async ({ gate }) => {
    const proxy = `http://me:hunter22@127.0.0.1:${await closedPort()}`;
    const gates = createGateSources({ environment: { HTTP_PROXY: proxy } });
    const finding = await gates.evaluate(gate, Date.UTC(2026, 0, 1));
    expect(finding).toMatchObject({
      outcome: 'broken',
      found: expect.stringContaining('ECONNREFUSED'),
    });
    expect(JSON.stringify(finding)).not.toContain('hunter22');
  });

  it.each(named)('is broken where the proxy refuses: $kind', async ({ gate }) => {
    const proxy = await serve((_, response) => response.writeHead(407).end('who are you?'));
    const gates = createGateSources({ environment: { HTTP_PROXY: proxy } });
    const { outcome } = await gates.evaluate(gate, Date.UTC(2026, 0, 1));
    expect(outcome).not.toBe('open');
  });
});
