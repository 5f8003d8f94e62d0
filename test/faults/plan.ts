import { parsePlan } from '../../src/core/plan/parse.ts';
import type { Plan } from '../../src/core/plan/plan.ts';

const TARGETS = {
  haproxy: 'haproxy: { socket: $HAPROXY, backend: shop, stable: v1, canary: v2, timeout: TIMEOUT }',
  command: `command: { set: '"$HAND" PUT /weight "$SLUICE_WEIGHT"', get: '"$HAND" GET /weight', stable: v1, canary: v2 }`,
} as const;

export interface Sketch {
  readonly interval?: string;
  readonly bake?: string;
  /** How long an answer of Prometheus or of HAProxy is waited for. */
  readonly timeout?: string;
  readonly approval?: boolean;
}

/** The plan of the reference: two short phases, gates, an approval and all hooks. */
export function writePlan(
  target: keyof typeof TARGETS,
  { interval = '1s', bake = interval, timeout = '5s', approval = true }: Sketch = {},
): string {
  const asks = approval ? ', approval: production-approval' : '';
  return `version: 1
name: shop
environment: production
${target === 'haproxy' ? 'on-busy: supersede\n' : ''}target:
  ${TARGETS[target].replace('TIMEOUT', timeout)}
connections:
  prometheus: { url: $PROMETHEUS_URL, timeout: ${timeout} }
analysis:
  interval: ${interval}
metrics:
  error-rate:
    prometheus:
      failures: sum(increase(http_requests_total{version="$version",code=~"5.."}[$window]))
      total: sum(increase(http_requests_total{version="$version"}[$window]))
gates:${target === 'command' ? '' : CHECKS}
  - prometheus: { query: 'up', condition: '== 1' }
phases:
  - { name: Canary, weight: 10%, bake: ${bake}, criteria: [error-rate < 5%] }
  - { name: Everybody, weight: 100%, bake: ${bake}, criteria: [error-rate < 5%]${asks} }
hooks:
  deploy: '"$HAND" POST /hooks/deploy'
  promote: '"$HAND" POST /hooks/promote'
  cleanup: '"$HAND" POST /hooks/cleanup'
`;
}

/** Only GitHub has checks. */
const CHECKS = '\n  - checks: { required: [build], timeout: 2m }';

/** What the plan means; throws with the plan's own words where it means nothing. */
export function understandPlan(text: string): Plan {
  const { plan, problems } = parsePlan(text, 'rollout.yml');
  if (plan === undefined) throw new Error(JSON.stringify(problems));
  return plan;
}
