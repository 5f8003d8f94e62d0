import { createAnalysisConsole } from '../../adapters/report/console/analysis.ts';
import { parseDuration } from '../../core/quantity/duration.ts';
import { metricsOf } from '../../core/rollout/schedule.ts';
import { analyze } from '../../drivers/analyze.ts';
import { publicEnvironment } from '../../wiring/variables.ts';
import { createMeasuringWorld } from '../../wiring/world.ts';
import type { analyze as declaration } from '../declarations/analyze.ts';
import type { Inputs, Outputs } from '../declarations/declaration.ts';
import { isFailed, needPlan } from '../document.ts';
import { type ActionResult, failWith, type Host } from '../host.ts';
import { concealSecrets, readSecrets } from '../secrets.ts';
import { findPhase } from './canary-step.ts';

/** Judges a phase's criteria without a rollout. */
export async function analyzePhase(
  inputs: Inputs<typeof declaration>,
  host: Host,
): Promise<ActionResult<keyof Outputs<typeof declaration>>> {
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
  const secrets = readSecrets(inputs, host);
  if (typeof secrets === 'string') return failWith(secrets);

  const environment = publicEnvironment(host.environment, secrets.variables);
  const world = createMeasuringWorld(plan, {
    environment,
    secrets: secrets.values,
    clock: host.clock,
  });
  const teller = createAnalysisConsole(host.print, world.clock, duration);
  const { verdict, criteria, sentence } = await analyze(concealSecrets(world, secrets.values), {
    plan,
    phase,
    duration,
    cancelled: host.cancelled,
    watch: teller.look,
  });
  teller.end(criteria);
  return {
    outputs: { verdict, criteria: JSON.stringify(criteria), reason: sentence },
    ...(verdict !== 'pass' && { failure: `${verdict}: ${sentence}` }),
  };
}
