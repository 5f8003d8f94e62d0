import type {
  AlertsGate,
  ChecksGate,
  CommandGate,
  ErrorBudgetGate,
  FreezeGate,
  HttpGate,
  IssuesGate,
  PrometheusGate,
} from '../../../src/core/plan/plan.ts';

const basics = { timeout: 5_000, position: { line: 1, column: 1 } };

export function freezeGate(change: Partial<FreezeGate> = {}): FreezeGate {
  return {
    ...basics,
    name: 'calendar',
    kind: 'freeze',
    timezone: 'Europe/Berlin',
    weekly: [],
    once: [],
    ...change,
  };
}

export function checksGate(change: Partial<ChecksGate> = {}): ChecksGate {
  return { ...basics, name: 'ci', kind: 'checks', required: ['build', 'test'], ...change };
}

export function issuesGate(change: Partial<IssuesGate> = {}): IssuesGate {
  return { ...basics, name: 'blockers', kind: 'issues', label: 'release-blocker', ...change };
}

export function prometheusGate(url: string, change: Partial<PrometheusGate> = {}): PrometheusGate {
  return {
    ...basics,
    name: 'errors',
    kind: 'prometheus',
    connection: { url, headers: {}, timeout: 5_000 },
    query: 'sum(rate(errors_total[5m]))',
    operator: '<',
    value: 0.01,
    ...change,
  };
}

export function alertsGate(url: string, change: Partial<AlertsGate> = {}): AlertsGate {
  return {
    ...basics,
    name: 'pages',
    kind: 'alerts',
    url,
    noneFiring: 'severity="page"',
    ...change,
  };
}

export function commandGate(run: string, change: Partial<CommandGate> = {}): CommandGate {
  return { ...basics, name: 'tide', kind: 'command', run, ...change };
}

export function errorBudgetGate(
  url: string,
  change: Partial<ErrorBudgetGate> = {},
): ErrorBudgetGate {
  return {
    ...basics,
    name: 'budget',
    kind: 'error-budget',
    connection: { url, headers: {}, timeout: 5_000 },
    objective: 0.999,
    window: 30 * 86_400_000,
    queries: {
      failures: 'sum(increase(errors[$window]))',
      total: 'sum(increase(requests[$window]))',
    },
    burn: [
      { text: '10x over 5m', factor: 10, windows: [300_000] },
      { text: '3x over 30m', factor: 3, windows: [1_800_000] },
    ],
    remaining: { operator: '>=', value: 0.1 },
    ...change,
  };
}

export function httpGate(url: string, change: Partial<HttpGate> = {}): HttpGate {
  return {
    ...basics,
    name: 'ready',
    kind: 'http',
    connection: { url, headers: {}, timeout: 5_000 },
    ...change,
  };
}
