import { parsePlan } from '../../src/core/plan/parse.ts';
import type { Plan } from '../../src/core/plan/plan.ts';

const TARGETS = {
  haproxy: 'haproxy: { socket: $HAPROXY, backend: shop, stable: v1, canary: v2 }',
  command: `command: { set: '"$HAND" PUT /weight "$SLUICE_WEIGHT"', get: '"$HAND" GET /weight', stable: v1, canary: v2 }`,
} as const;

/** The plan of the reference: two short phases, gates, an approval and all hooks. */
export function writePlan(
  target: keyof typeof TARGETS,
  { interval = '1s', more = '' } = {},
): string {
  return `version: 1
name: shop
environment: production
target:
  ${TARGETS[target]}
analysis:
  interval: ${interval}
metrics:
  error-rate:
    prometheus:
      failures: sum(increase(http_requests_total{version="$version",code=~"5.."}[$window]))
      total: sum(increase(http_requests_total{version="$version"}[$window]))
gates:
  - checks: { required: [build] }
  - prometheus: { query: 'up', condition: '== 1' }
phases:
  - { name: Canary, weight: 10%, bake: ${interval}, criteria: [error-rate < 5%] }
  - { name: Everybody, weight: 100%, bake: ${interval}, criteria: [error-rate < 5%], approval: production-approval }
hooks:
  deploy: '"$HAND" POST /hooks/deploy'
  promote: '"$HAND" POST /hooks/promote'
  cleanup: '"$HAND" POST /hooks/cleanup'
${more}`;
}

/** What the plan means; throws with the plan's own words where it means nothing. */
export function understandPlan(text: string): Plan {
  const { plan, problems } = parsePlan(text, 'rollout.yml');
  if (plan === undefined) throw new Error(JSON.stringify(problems));
  return plan;
}
