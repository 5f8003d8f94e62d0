import type { RequestListener } from 'node:http';
import { describe, expect, it } from 'vitest';
import { createGateSources } from '../../../src/adapters/gates/sources.ts';
import type { GateSurroundings } from '../../../src/adapters/gates/sources.ts';
import type { GateFinding } from '../../../src/core/finding.ts';
import type { Gate } from '../../../src/core/plan/plan.ts';
import type { Repository } from '../../../src/ports/repository.ts';
import { closedPort, serve } from '../http/server.ts';
import {
  alertsGate,
  checksGate,
  commandGate,
  freezeGate,
  issuesGate,
  prometheusGate,
} from './plan.ts';
import {
  createFailingRepository,
  createRepository,
  createSilentRepository,
  createThrowingRepository,
  passed,
} from './repository.ts';
import type { RepositoryContent } from './repository.ts';

const SHA = 'f00dfacef00dfacef00dfacef00dfacef00dface';
const SATURDAY = Date.UTC(2026, 10, 21, 12);
const MONDAY_NOON = Date.UTC(2026, 10, 23, 11);
const weekend = { weekly: [{ start: 4 * 1_440 + 960, end: 480 }] }; // Fri 16:00 - Mon 08:00

const environment = { PATH: process.env['PATH'] ?? '' };
const healthy = createRepository(SHA, { checks: [passed('build'), passed('test')] });
const unauthorized = createFailingRepository({
  outcome: 'failed',
  reason: 'unauthorized',
  detail: 'GitHub answered 403: Resource not accessible by integration',
});

function asking(repository: Repository) {
  return { repository, sha: SHA };
}

function holding(content: RepositoryContent) {
  return asking(createRepository(SHA, content));
}

/** An HTTP source that answers always the same. */
function answering(body: unknown, status = 200): RequestListener {
  return (_, response) => {
    response.statusCode = status;
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  };
}

const silent: RequestListener = () => {};

function vector(...values: readonly string[]): unknown {
  const result = values.map((value, index) => ({
    metric: { pod: `p${index}` },
    value: [1, value],
  }));
  return { status: 'success', data: { resultType: 'vector', result } };
}

function firing(...labels: readonly Record<string, string>[]): unknown {
  return labels.map((set) => ({ labels: set, annotations: {}, status: { state: 'active' } }));
}

interface Case {
  readonly name: string;
  readonly gate: Gate | ((url: string) => Gate);
  /** What an HTTP source answers; the gate is then made for its address. */
  readonly source?: RequestListener;
  readonly surroundings?: Omit<GateSurroundings, 'environment'>;
  readonly now?: number;
  readonly found: RegExp;
}

async function evaluate({ gate, source, surroundings = asking(healthy), now = MONDAY_NOON }: Case) {
  const url = source === undefined ? `http://127.0.0.1:${await closedPort()}` : await serve(source);
  const sources = createGateSources({ environment, ...surroundings });
  return sources.evaluate(typeof gate === 'function' ? gate(url) : gate, now);
}

const LINE = /^[^\n]{1,400}$/;

function looksLike(outcome: GateFinding['outcome'], { found }: Case) {
  return {
    outcome,
    found: expect.stringMatching(found),
    wanted: expect.stringMatching(LINE),
    remedy: expect.stringMatching(outcome === 'open' ? /^$/ : LINE),
  };
}

const brief = { timeout: 50 };

const open: Case[] = [
  {
    name: 'freeze: outside its windows',
    gate: freezeGate(weekend),
    found: /no freeze before Fri 2026-11-27 16:00/,
  },
  {
    name: 'freeze: lifted by the label',
    gate: freezeGate({ ...weekend, exceptLabel: 'Hotfix' }),
    now: SATURDAY,
    surroundings: holding({
      pullRequests: [
        { number: 11, labels: [] },
        { number: 12, labels: ['bug', 'HOTFIX'] },
      ],
    }),
    found: /lifted by the label Hotfix that ada put on #12/,
  },
  { name: 'checks: all succeeded', gate: checksGate(), found: /all 2 succeeded/ },
  {
    name: 'issues: none but pull requests',
    gate: issuesGate(),
    surroundings: holding({
      issues: { 'release-blocker': [{ number: 3, isPullRequest: true }] },
    }),
    found: /none/,
  },
  {
    name: 'prometheus: every value satisfies',
    gate: (url) => prometheusGate(url),
    source: answering(vector('0', '0.009')),
    found: /0 for \{pod="p0"\}, 0.009 for \{pod="p1"\}/,
  },
  {
    name: 'prometheus: a scalar does too',
    gate: (url) => prometheusGate(url, { operator: '==', value: 1 }),
    source: answering({ status: 'success', data: { resultType: 'scalar', result: [1, '1'] } }),
    found: /^1$/,
  },
  {
    name: 'alerts: none fires',
    gate: (url) => alertsGate(`${url}/prefix/`),
    source: answering([]),
    found: /none/,
  },
  {
    name: 'command: exits with 0',
    gate: commandGate('echo looking; echo "$SLUICE_GATE is low"'),
    found: /^tide is low$/,
  },
];

const shut: Case[] = [
  {
    name: 'freeze: within a window',
    gate: freezeGate(weekend),
    now: SATURDAY,
    found: /frozen until Mon 2026-11-23 08:00 \(Europe\/Berlin\)/,
  },
  {
    name: 'freeze: without the label that would lift it',
    gate: freezeGate({ ...weekend, exceptLabel: 'hotfix' }),
    now: SATURDAY,
    found: /frozen until/,
  },
  {
    name: 'checks: missing, pending and failed, each named',
    gate: checksGate({ required: ['build', 'test', 'lint', 'scan'] }),
    surroundings: holding({
      checks: [
        passed('build'),
        passed('test', { state: 'other', word: 'timed_out' }),
        passed('lint', { state: 'pending', word: 'in_progress' }),
      ],
    }),
    found: /^test is timed out, lint is in progress, scan is missing$/,
  },
  {
    name: 'issues: open ones',
    gate: issuesGate(),
    surroundings: holding({
      issues: {
        'release-blocker': [12, 15].map((number) => ({ number, isPullRequest: false })),
      },
    }),
    found: /2 open issues labelled release-blocker \(#12, #15\)/,
  },
  {
    name: 'prometheus: one value does not satisfy',
    gate: (url) => prometheusGate(url),
    source: answering(vector('0', '0.01')),
    found: /^0.01 for \{pod="p1"\}$/,
  },
  {
    name: 'prometheus: no number satisfies nothing',
    gate: (url) => prometheusGate(url, { operator: '>=', value: 0 }),
    source: answering(vector('NaN')),
    found: /NaN/,
  },
  {
    name: 'alerts: one fires',
    gate: (url) => alertsGate(url),
    source: answering(firing({ alertname: 'HighErrors', severity: 'page' })),
    found: /1 firing: HighErrors\{severity="page"\}/,
  },
  {
    name: 'command: exits with another code',
    gate: commandGate('echo the tide is high; exit 1'),
    found: /exited with 1: the tide is high/,
  },
];

const gone = /ECONNREFUSED/;
const away: Case[] = [
  {
    name: 'checks: GitHub refuses',
    gate: checksGate(),
    surroundings: asking(unauthorized),
    found: /403/,
  },
  {
    name: 'issues: GitHub refuses',
    gate: issuesGate(),
    surroundings: asking(unauthorized),
    found: /403/,
  },
  { name: 'prometheus: nobody there', gate: (url) => prometheusGate(url), found: gone },
  {
    name: 'prometheus: an empty answer',
    gate: (url) => prometheusGate(url),
    source: answering(vector()),
    found: /returned nothing/,
  },
  {
    name: 'prometheus: an incomplete answer',
    gate: (url) => prometheusGate(url),
    source: answering({ ...Object(vector('0')), warnings: ['a store is away'] }),
    found: /a store is away/,
  },
  {
    name: 'prometheus: an error',
    gate: (url) => prometheusGate(url),
    source: answering({ status: 'error', errorType: 'bad_data', error: 'parse error' }, 400),
    found: /parse error/,
  },
  {
    name: 'prometheus: a login page',
    gate: (url) => prometheusGate(url),
    source: answering('<html>Sign in</html>'),
    found: /web page/,
  },
  { name: 'alerts: nobody there', gate: (url) => alertsGate(url), found: gone },
  {
    name: 'alerts: an error',
    gate: (url) => alertsGate(url),
    source: answering('proxy error', 502),
    found: /502: proxy error/,
  },
  {
    name: 'alerts: a login page',
    gate: (url) => alertsGate(url),
    source: answering('<html>Sign in</html>'),
    found: /something else than alerts/,
  },
  {
    name: 'alerts: something that is no list of alerts',
    gate: (url) => alertsGate(url),
    source: answering({ status: 'success', data: [] }),
    found: /something else than alerts/,
  },
  {
    name: 'command: its program is not there',
    gate: commandGate('no-such-program-anywhere'),
    found: /not there/,
  },
  { name: 'command: killed', gate: commandGate('kill -9 $$'), found: /exited with 137/ },
  {
    name: 'a source with a bug',
    gate: checksGate(),
    surroundings: asking(createThrowingRepository()),
    found: /looking failed: cannot read/,
  },
];

const late: Case[] = [
  {
    name: 'checks',
    gate: checksGate(brief),
    surroundings: asking(createSilentRepository()),
    found: /no answer within 50ms/,
  },
  {
    name: 'issues',
    gate: issuesGate(brief),
    surroundings: asking(createSilentRepository()),
    found: /no answer within 50ms/,
  },
  {
    name: 'freeze, whose label is not told',
    gate: freezeGate({ ...weekend, ...brief, exceptLabel: 'hotfix' }),
    now: SATURDAY,
    surroundings: asking(createSilentRepository()),
    found: /no answer within 50ms/,
  },
  {
    name: 'prometheus',
    gate: (url) => prometheusGate(url, brief),
    source: silent,
    found: /did not answer within 50ms/,
  },
  {
    name: 'alerts',
    gate: (url) => alertsGate(url, brief),
    source: silent,
    found: /did not answer within 50ms/,
  },
  { name: 'command', gate: commandGate('sleep 60', brief), found: /within 50ms/ },
];

const misconfigured: Case[] = [
  {
    name: 'freeze: a zone that does not exist',
    gate: freezeGate({ timezone: 'Europe/Berln' }),
    found: /no time zone 'Europe\/Berln'/,
  },
  {
    name: 'freeze: a time that is none',
    gate: freezeGate({ once: [{ start: '2026-12-24', end: 'later' }] }),
    found: /'2026-12-24' is no time/,
  },
  {
    name: 'checks: without a repository',
    gate: checksGate(),
    surroundings: { sha: SHA },
    found: /no repository/,
  },
  {
    name: 'checks: without a commit',
    gate: checksGate(),
    surroundings: { repository: healthy },
    found: /no commit/,
  },
  {
    name: 'checks: waiting for itself',
    gate: checksGate({ required: ['build', 'Sluice: checkout'] }),
    surroundings: { ...asking(healthy), ownChecks: ['Sluice: checkout'] },
    found: /rollout's own check/,
  },
  {
    name: 'issues: without a repository',
    gate: issuesGate(),
    surroundings: { sha: SHA },
    found: /no repository/,
  },
  {
    name: 'prometheus: a variable that is not set',
    gate: prometheusGate('$PROMETHEUS_URL'),
    found: /\$PROMETHEUS_URL/,
  },
  { name: 'prometheus: no address', gate: prometheusGate('prometheus:9090'), found: /no http/ },
  {
    name: 'alerts: a variable that is not set',
    gate: alertsGate('$ALERTMANAGER_URL'),
    found: /\$ALERTMANAGER_URL is not set/,
  },
  { name: 'alerts: no address', gate: alertsGate('alertmanager'), found: /no http/ },
  {
    name: 'alerts: no matchers',
    gate: (url) => alertsGate(url, { noneFiring: 'page' }),
    source: answering([]),
    found: /'page' is no list of matchers/,
  },
  {
    name: 'alerts: matchers that Alertmanager refuses',
    gate: (url) => alertsGate(url, { noneFiring: 'severity=~"("' }),
    source: answering('"error parsing regexp"', 400),
    found: /refused the matchers: "error parsing regexp"/,
  },
  {
    name: 'a kind nobody knows',
    gate: Object.assign(commandGate('true'), { kind: 'oracle' }),
    found: /no such kind/,
  },
];

describe('gates', () => {
  it.each(open)('open: $name', async (row) => {
    expect(await evaluate(row)).toMatchObject(looksLike('open', row));
  });

  it.each(shut)('shut: $name', async (row) => {
    expect(await evaluate(row)).toMatchObject(looksLike('shut', row));
  });

  it.each(away)('broken while the source is away: $name', async (row) => {
    expect(await evaluate(row)).toMatchObject(looksLike('broken', row));
  });

  it.each(late)('broken when the source takes too long: $name', async (row) => {
    expect(await evaluate(row)).toMatchObject(looksLike('broken', row));
  });

  it.each(misconfigured)('broken by a plan or a run that makes no sense: $name', async (row) => {
    expect(await evaluate(row)).toMatchObject(looksLike('broken', row));
  });

  it('says whose finding it is', async () => {
    const finding = await evaluate({ name: '', gate: checksGate(), found: /./ });
    expect(finding).toMatchObject({ gate: 'ci', kind: 'checks', remedy: '' });
  });

  it('stays frozen, and says until when, while nobody can tell the labels', async () => {
    const finding = await evaluate({
      name: '',
      gate: freezeGate({ ...weekend, exceptLabel: 'hotfix' }),
      now: SATURDAY,
      surroundings: asking(unauthorized),
      found: /./,
    });
    expect(finding).toMatchObject({
      outcome: 'shut',
      found: expect.stringMatching(/whether the label hotfix lifts it is unknown.*403/),
      opensAt: Date.UTC(2026, 10, 23, 7),
    });
  });

  it('says everything in one line, whatever the source says', async () => {
    const finding = await evaluate({
      name: '',
      gate: checksGate({ required: ['a\nb'] }),
      surroundings: asking(
        createFailingRepository({
          outcome: 'failed',
          reason: 'malformed',
          detail: '<html>\n  '.repeat(200),
        }),
      ),
      found: /./,
    });
    expect([finding.found, finding.wanted]).toEqual([
      expect.stringMatching(LINE),
      expect.stringMatching(LINE),
    ]);
  });

  it('shows no password of an address', async () => {
    const url = 'http://me:hunter22@127.0.0.1:1/?token=hunter22';
    for (const gate of [alertsGate(url), prometheusGate(url)]) {
      const finding = await evaluate({ name: '', gate, found: /./ });
      expect(finding.outcome).toBe('broken');
      expect(JSON.stringify(finding)).not.toContain('hunter22');
    }
  });
});
