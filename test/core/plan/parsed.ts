import { parsePlan } from '../../../src/core/plan/parse.ts';
import type { Metric, Plan } from '../../../src/core/plan/plan.ts';
import { formatProblem } from '../../../src/core/plan/problem.ts';

/** The plan of a text that is one. */
export function planOf(text: string): Plan {
  const { plan, problems } = parsePlan(text, 'rollout.yml');
  if (plan !== undefined) return plan;
  throw new Error(problems.map((problem) => formatProblem('rollout.yml', problem)).join('\n'));
}

export function metricOf(text: string, name: string): Metric {
  const metric = planOf(text).metrics.find((one) => one.name === name);
  if (metric === undefined) throw new Error(`no metric ${name}`);
  return metric;
}
