import { parseDuration } from '../../core/quantity/duration.ts';
import { metricsOf } from '../../core/rollout/schedule.ts';
import { analyze } from '../../drivers/analyze.ts';
import { createMeasuringWorld } from '../../wiring/world.ts';
import { parseVariables, publicEnvironment } from '../../wiring/variables.ts';
import type { analyze as declaration } from '../declarations/analyze.ts';
import { type ActionResult, failWith, type Host } from '../host.ts';
import type { Inputs } from '../inputs.ts';
import { isFailed, needPlan } from '../rollout.ts';
import { findPhase } from './canary-step.ts';

/** Judges a phase's criteria without a rollout. */
export async function analyzePhase(
  inputs: Inputs<typeof declaration>,
  host: Host,
): Promise<ActionResult> {
  const document = await needPlan(inputs.plan, host);
  if (isFailed(document)) return document;
  const { plan } = document;
  const phase = findPhase(plan, inputs.phase);
  if (typeof phase === 'string') return failWith(phase);
  if (metricsOf(plan, phase).length === 0) {
    return failWith(
      `phase ${inputs.phase} has no criteria and the plan no rollback conditions: there is nothing to judge`,
    );
  }
  const duration =
    inputs.duration === '' ? plan.phases[phase]?.bake : parseDuration(inputs.duration);
  if (duration === undefined) {
    return failWith(`duration: ${inputs.duration} is no duration; write one like 10m or 1h30m`);
  }
  const { values, problems } = parseVariables(inputs.variables);
  if (problems.length > 0) return failWith(problems.join('; '));
  const secrets = Object.values(values).filter((value) => value !== '');
  for (const secret of secrets) host.mask(secret);

  const world = createMeasuringWorld(plan, publicEnvironment(host.environment, values), secrets);
  const { verdict, criteria, sentence } = await analyze(world, {
    plan,
    phase,
    duration,
    cancelled: host.cancelled,
  });
  for (const report of criteria) host.print(`${report.verdict}: ${report.sentence}`);
  return {
    outputs: { verdict, criteria: JSON.stringify(criteria), reason: sentence },
    ...(verdict !== 'pass' && { failure: `${verdict}: ${sentence}` }),
  };
}
