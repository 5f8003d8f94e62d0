import { appendFile } from 'node:fs/promises';
import type { Plan } from '../../core/plan/plan.ts';
import { describePlan } from '../../core/present/plan.ts';
import { printPlan } from '../../core/present/plan-text.ts';
import type { Inputs, Outputs } from '../declarations/declaration.ts';
import type { plan as declaration } from '../declarations/plan.ts';
import { checkPlan, isFailed } from '../document.ts';
import { type ActionResult, failWith, type Host } from '../host.ts';
import { type OnGitHub, reachGitHub } from '../surroundings.ts';
import { readFlag } from './flag.ts';

/** Checks the plan and its approval environments, and hands its phases on. */
export async function readPlan(
  inputs: Inputs<typeof declaration>,
  host: Host,
): Promise<ActionResult<keyof Outputs<typeof declaration>>> {
  const document = await checkPlan(inputs.plan, host);
  if (isFailed(document)) return document;
  const { plan, digest } = document;
  await showPlan(plan, host);
  const isChecked = readFlag('check-environments', inputs['check-environments']);
  if (typeof isChecked === 'string') return failWith(isChecked);
  if (isChecked) {
    const github = reachGitHub(host, inputs.token);
    if (typeof github === 'string') return failWith(github);
    const problems = await checkEnvironments(plan, github);
    if (problems.length > 0) return failWith(problems.join('; '));
  }
  return {
    outputs: {
      name: plan.name,
      environment: plan.environment,
      phases: JSON.stringify(
        plan.phases.map(({ name, weight, bake, approval = '' }) => ({
          name,
          weight,
          bake: bake / 1000,
          approval,
        })),
      ),
      count: String(plan.phases.length),
      digest,
    },
  };
}

async function showPlan(plan: Plan, { environment, print }: Host): Promise<void> {
  for (const line of printPlan(plan)) print(line);
  const summary = environment['GITHUB_STEP_SUMMARY'];
  if (summary) await appendFile(summary, `${describePlan(plan)}\n`);
}

/** A missing environment would be created on first use, without protection: the approval would be an open gate. */
async function checkEnvironments(plan: Plan, { repository }: OnGitHub): Promise<readonly string[]> {
  const names = new Set(plan.phases.flatMap(({ approval }) => approval ?? []));
  const found = await Promise.all(
    [...names].map((name) => repository.checkApprovalEnvironment(name)),
  );
  return found.filter((problem) => problem !== undefined);
}
