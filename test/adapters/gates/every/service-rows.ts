import { answering, counting, firing, loginPage, silent, vector } from './answers.ts';
import type { Rows } from './scene.ts';

const QUERY = "prometheus: { query: sum(errors), condition: '< 1%', url: $URL }";

export const prometheus: Rows = {
  pass: [
    { what: 'it holds', gate: QUERY, service: answering(vector('0.009')), found: /^0\.009$/ },
    { what: 'all hold', gate: QUERY, service: answering(vector('0', '0')), found: /p0.*p1/ },
  ],
  fail: [
    { what: 'it does not hold', gate: QUERY, service: answering(vector('0.01')), found: /^0\.01$/ },
    {
      what: 'one does not',
      gate: QUERY,
      service: answering(vector('0', '1')),
      found: /1 for .*p1/,
    },
    { what: 'no number', gate: QUERY, service: answering(vector('NaN')), found: /NaN/ },
  ],
  away: [
    { what: 'nobody there', gate: QUERY, found: /ECONNREFUSED/ },
    { what: 'no data', gate: QUERY, service: answering(vector()), found: /returned nothing/ },
    { what: 'an error', gate: QUERY, service: answering('busy', 503), found: /503/ },
    { what: 'a login page', gate: QUERY, service: loginPage, found: /web page/ },
    { what: 'half an answer', gate: QUERY, service: answering('{"status":"succ'), found: /\S/ },
    {
      what: 'part of the data',
      gate: QUERY,
      service: answering({ ...vector('0'), warnings: ['a store is away'] }),
      found: /a store is away/,
    },
    {
      what: 'a variable that is not set',
      gate: "prometheus: { query: up, condition: '== 1', url: $NOWHERE }",
      found: /\$NOWHERE/,
    },
  ],
  late: [{ what: 'no answer', gate: QUERY, service: silent, found: /within 60ms/ }],
  misconfigured: [
    { gate: "prometheus: { condition: '< 1' }", code: 'missing-key' },
    { gate: 'prometheus: { query: up, condition: small }', code: 'condition' },
    {
      gate: `prometheus: { query: 'up{v="$version"}', condition: '< 1' }`,
      code: 'unknown-variable',
    },
    { gate: "prometheus: { query: up, condition: '< 1', url: prom:9090 }", code: 'wrong-value' },
  ],
};

const budgetOf = (rest: string) =>
  `error-budget: { objective: 99.9%, window: 30d, failures: 'sum(increase(errors[$window]))', total: 'sum(increase(all[$window]))', ${rest}, url: $URL }`;
const BUDGET = budgetOf("burn: [10x over 5m, 3x over 30m], remaining: '>= 10%'");
const MONTH = 30 * 86_400;
const calm = { [MONTH]: [400, 1_000_000], 300: [1, 200], 1800: [2, 1_000] } satisfies Parameters<
  typeof counting
>[0];

export const errorBudget: Rows = {
  pass: [
    {
      what: 'enough is left, and it burns slowly',
      gate: BUDGET,
      service: counting(calm),
      found: /^60% of the budget is left, burning 5x over 5m, burning 2x over 30m$/,
      wanted: /^>= 10% of the budget left \(99\.9% over 30d\), at most 10x over 5m, at most 3x/,
    },
  ],
  fail: [
    {
      what: 'it burns fast',
      gate: BUDGET,
      service: counting({ ...calm, 300: [3, 200] }),
      found: /^burning 15x over 5m$/,
    },
    {
      what: 'it burns for long',
      gate: BUDGET,
      service: counting({ ...calm, 1800: [4, 1_000] }),
      found: /^burning 4x over 30m$/,
    },
    {
      what: 'little is left',
      gate: BUDGET,
      service: counting({ ...calm, [MONTH]: [950, 1_000_000] }),
      found: /^5% of the budget is left$/,
    },
  ],
  away: [
    { what: 'nobody there', gate: BUDGET, found: /over 30d: .*ECONNREFUSED/ },
    { what: 'a login page', gate: BUDGET, service: loginPage, found: /web page/ },
    { what: 'an error', gate: BUDGET, service: answering('busy', 503), found: /503/ },
    {
      what: 'no data in one window',
      gate: BUDGET,
      service: counting({ [MONTH]: [400, 1_000_000], 300: [1, 200] }),
      found: /^over 30m: /,
    },
    {
      what: 'no requests in one window',
      gate: BUDGET,
      service: counting({ ...calm, 300: [0, 0] }),
      found: /^over 5m: there were no requests/,
    },
  ],
  late: [{ what: 'no answer', gate: BUDGET, service: silent, found: /within 60ms/ }],
  misconfigured: [
    { gate: budgetOf('burn: fast'), code: 'condition' },
    { gate: budgetOf("remaining: '<= 10%'"), code: 'condition' },
    { gate: BUDGET.replace('99.9%', '100%'), code: 'wrong-value' },
    { gate: BUDGET.replace('window: 30d, ', ''), code: 'missing-key' },
    { gate: BUDGET.replace('errors[$window]', 'errors[5m]'), code: 'query-without-window' },
    { gate: BUDGET.replace('all[$window]', 'all{v="$arm"}[$window]'), code: 'unknown-variable' },
  ],
};

const ALERTS = 'alerts: { none-firing: severity="page", url: $URL }';
const page = { alertname: 'HighErrors', severity: 'page' };

export const alerts: Rows = {
  pass: [{ what: 'none fires', gate: ALERTS, service: answering([]), found: /^none$/ }],
  fail: [
    {
      what: 'one fires',
      gate: ALERTS,
      service: answering(firing(page)),
      found: /^1 firing: HighErrors\{severity="page"\}$/,
    },
    {
      what: 'several fire',
      gate: ALERTS,
      service: answering(firing(page, { ...page, alertname: 'Slow' }, {})),
      found: /^3 firing: .*an alert without a name/,
    },
  ],
  away: [
    { what: 'nobody there', gate: ALERTS, found: /ECONNREFUSED/ },
    { what: 'an error', gate: ALERTS, service: answering('bad gateway', 502), found: /502/ },
    { what: 'no access', gate: ALERTS, service: answering('', 401), found: /401/ },
    { what: 'a login page', gate: ALERTS, service: loginPage, found: /something else than alerts/ },
    {
      what: 'another service',
      gate: ALERTS,
      service: answering({ status: 'success', data: [] }),
      found: /something else than alerts/,
    },
    {
      what: 'matchers that make no sense',
      gate: "alerts: { none-firing: 'page', url: $URL }",
      service: answering([]),
      found: /is no list of matchers/,
    },
  ],
  late: [{ what: 'no answer', gate: ALERTS, service: silent, found: /within 60ms/ }],
  misconfigured: [
    { gate: 'alerts: { url: $URL }', code: 'missing-key' },
    { gate: 'alerts: { none-firing: 5 }', code: 'wrong-value' },
    { gate: 'alerts: { none-firing: severity="page", url: alertmanager }', code: 'wrong-value' },
  ],
};

const HTTP = `http: { url: $URL/ready, contains: '"ready":true', bearer: $TOKEN }`;

export const http: Rows = {
  pass: [
    {
      what: 'it answers so',
      gate: HTTP,
      service: answering('{"ready":true}'),
      found: /answered 200/,
    },
    {
      what: 'the status that is wanted',
      gate: 'http: { url: $URL, status: 503 }',
      service: answering('', 503),
      found: /answered 503/,
    },
  ],
  fail: [
    {
      what: 'without the text',
      gate: HTTP,
      service: answering('{"ready":false}'),
      found: /without/,
    },
    { what: 'another status', gate: HTTP, service: answering('{"ready":true}', 503), found: /503/ },
    { what: 'a login page', gate: HTTP, service: loginPage, found: /without that text/ },
  ],
  away: [
    { what: 'nobody there', gate: HTTP, found: /ECONNREFUSED/ },
    {
      what: 'a connection that breaks off',
      gate: HTTP,
      service: (_, response) => response.destroy(),
      found: /ECONNRESET/,
    },
    { what: 'a variable that is not set', gate: 'http: { url: $NOWHERE }', found: /\$NOWHERE/ },
    {
      what: 'an authority that is not there',
      gate: 'http: { url: $URL, ca: $FILE }',
      service: answering('ok'),
      found: /certificate authority/,
    },
  ],
  late: [
    { what: 'no answer', gate: HTTP, service: silent, found: /within 60ms/ },
    {
      what: 'an answer without an end',
      gate: HTTP,
      service: (_, response) => response.write('{"ready":true}'),
      found: /within 60ms/,
    },
  ],
  misconfigured: [
    { gate: 'http: { status: 200 }', code: 'missing-key' },
    { gate: 'http: { url: $URL, status: ok }', code: 'wrong-value' },
    {
      gate: 'http: { url: $URL, basic: { username: a, password: $B }, bearer: $C }',
      code: 'one-of',
    },
  ],
};
