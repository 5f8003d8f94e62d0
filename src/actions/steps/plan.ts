import type { Approval, Plan } from '../../core/plan/plan.ts';
import {
  describeSightInMarkdown,
  findBlindness,
  formatBlindness,
  printSight,
} from '../../core/present/foresight.ts';
import { describePlan } from '../../core/present/plan.ts';
import { printPlan } from '../../core/present/plan-text.ts';
import { parseDuration } from '../../core/quantity/duration.ts';
import { foreseeFromPast } from '../../wiring/backtest/sight.ts';
import { publicEnvironment } from '../../wiring/variables.ts';
import type { Inputs, Outputs } from '../declarations/declaration.ts';
import type { plan as declaration } from '../declarations/plan.ts';
import type { PlanDocument } from '../../drivers/assignment.ts';
import { openRegistry } from '../approvals.ts';
import { checkPlan, isFailed } from '../document.ts';
import { type ActionResult, failWith, type Host } from '../host.ts';
import { checkApprovals } from '../preflight.ts';
import { readSecrets } from '../secrets.ts';
import { addToSummary } from '../summary.ts';
import { type OnGitHub, reachGitHub } from '../surroundings.ts';
import { readFlag } from './flag.ts';

/** Checks the plan and whether its phases could be approved, and hands its phases on. */
export async function readPlan(
  inputs: Inputs<typeof declaration>,
  host: Host,
): Promise<ActionResult<keyof Outputs<typeof declaration>>> {
  const document = await checkPlan(inputs.plan, host);
  if (isFailed(document)) return document;
  const { plan, digest } = document;
  await showPlan(plan, host);
  const blind = await showSight(plan, inputs, host);
  if (blind !== undefined) return failWith(blind);
  const isChecked = readFlag('check-environments', inputs['check-environments']);
  if (typeof isChecked === 'string') return failWith(isChecked);
  if (isChecked) {
    const github = reachGitHub(host, inputs.token);
    if (typeof github === 'string') return failWith(github);
    const problems = await checkPeople(document, inputs, github, host);
    if (problems.length > 0) return failWith(problems.join('; '));
  }
  return {
    outputs: {
      name: plan.name,
      environment: plan.environment,
      phases: JSON.stringify(
        plan.phases.map(({ name, weight, bake, approval }) => ({
          name,
          weight,
          bake: bake / 1000,
          approval: environmentOf(approval) ?? '',
        })),
      ),
      count: String(plan.phases.length),
      digest,
    },
  };
}

async function showPlan(plan: Plan, host: Host): Promise<void> {
  for (const line of printPlan(plan)) host.print(line);
  await addToSummary(host, describePlan(plan));
}

/** Shows what the plan can see, where that is asked for; a text says why it must not be released by. */
async function showSight(
  plan: Plan,
  inputs: Inputs<typeof declaration>,
  host: Host,
): Promise<string | undefined> {
  if (inputs.history === '') return undefined;
  const length = parseDuration(inputs.history);
  if (!length) return `history: ${inputs.history} is no duration; write one like 7d`;
  const secrets = readSecrets(inputs, host);
  if (typeof secrets === 'string') return secrets;
  const environment = publicEnvironment(host.environment, secrets.variables);
  const sight = await foreseeFromPast(plan, length, {
    environment,
    secrets: secrets.values,
    clock: host.clock,
  });
  if (typeof sight === 'string') return sight;
  for (const line of printSight(plan, sight)) host.print(line);
  await addToSummary(host, describeSightInMarkdown(plan, sight));
  const blindness = findBlindness(plan, sight);
  for (const one of blindness) {
    const { severity, position } = one;
    const message = formatBlindness(inputs.plan, one);
    host.annotate({ severity, file: inputs.plan, ...position, message });
  }
  return blindness.some(({ severity }) => severity === 'error')
    ? `${inputs.plan} has a sentence that can never conclude at this traffic, named above`
    : undefined;
}

/** Says what stands in the way of each approval at its phase; the texts of those that shut the release. */
async function checkPeople(
  { plan }: Pick<PlanDocument, 'plan'>,
  inputs: Inputs<typeof declaration>,
  github: OnGitHub,
  host: Host,
): Promise<readonly string[]> {
  const { people } = openRegistry(github);
  const { actor } = github.place.run;
  const doubts = await checkApprovals(plan, { repository: github.repository, people, actor });
  for (const { severity, phase, message } of doubts) {
    host.annotate({ severity, file: inputs.plan, ...phase.position, message });
  }
  const shut = doubts.filter(({ severity }) => severity === 'error');
  return [...new Set(shut.map(({ message }) => message))];
}

/** People who approve otherwise are asked by the phase itself. */
function environmentOf(approval: Approval | undefined): string | undefined {
  return approval?.by === 'environment' ? approval.environment : undefined;
}
