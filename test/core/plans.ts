import { createHash } from 'node:crypto';
import { parsePlan } from '../../src/core/plan/parse.ts';
import { formatProblem } from '../../src/core/plan/problem.ts';
import type { PlanDocument } from '../../src/drivers/assignment.ts';

/** A plan for tests of the machine: whatever is wrong with it fails the test with the plan's own words. */
export function document(text: string): PlanDocument {
  const { plan, problems } = parsePlan(text, 'rollout.yml');
  if (plan === undefined) {
    throw new Error(problems.map((problem) => formatProblem('rollout.yml', problem)).join('\n'));
  }
  return { plan, text, digest: createHash('sha256').update(text).digest('hex') };
}

/** Three phases of a few minutes, one approval, a rollback condition and all hooks. */
export const THREE_PHASES = `version: 1
name: checkout
environment: production
target:
  haproxy: { socket: 127.0.0.1:9999, backend: shop, stable: v1, canary: v2 }
metrics:
  error-rate:
    prometheus:
      url: http://127.0.0.1:9090
      failures: 'sum(increase(http_requests_total{version="$version",code=~"5.."}[$window]))'
      total: 'sum(increase(http_requests_total{version="$version"}[$window]))'
    minimumSamples: 10
gates:
  - checks: { required: [build] }
phases:
  - { name: Canary, weight: 5%, bake: 3m, criteria: [error-rate < 1%] }
  - { name: Early access, weight: 25%, bake: 2m, criteria: [error-rate < 1%], approval: approvers }
  - { name: Everybody, weight: 100%, bake: 2m, criteria: [error-rate < 1%] }
rollback:
  - error-rate > 5%
hooks:
  deploy: ./deploy.sh
  promote: ./promote.sh
  cleanup: ./cleanup.sh
`;
