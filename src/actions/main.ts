import * as core from '@actions/core';
import { definedVariables, type Environment } from '../adapters/process/environment.ts';
import { createLogPrint } from '../wiring/print.ts';
import type { ActionDeclaration } from './declarations/declaration.ts';
import { analyze } from './declarations/analyze.ts';
import { canaryStep } from './declarations/canary-step.ts';
import { gates } from './declarations/gates.ts';
import { plan } from './declarations/plan.ts';
import { promote } from './declarations/promote.ts';
import { report } from './declarations/report.ts';
import { rollback } from './declarations/rollback.ts';
import { sluice } from './declarations/sluice.ts';
import { type ActionResult, failWith, type Host } from './host.ts';
import { type Inputs, readInputs } from './inputs.ts';
import { analyzePhase } from './steps/analyze.ts';
import { runPhase } from './steps/canary-step.ts';
import { askGates } from './steps/gates.ts';
import { readPlan } from './steps/plan.ts';
import { promoteRelease } from './steps/promote.ts';
import { writeReport } from './steps/report.ts';
import { rollBack } from './steps/rollback.ts';
import { runRollout } from './steps/sluice.ts';

type Step = (host: Host) => Promise<ActionResult>;

/** A step with its inputs read as declared. */
function step<Declaration extends ActionDeclaration>(
  declaration: Declaration,
  run: (inputs: Inputs<Declaration>, host: Host) => Promise<ActionResult>,
): readonly [string, Step] {
  return [
    declaration.name,
    async (host) => {
      const inputs = readInputs(declaration, host.environment);
      return typeof inputs === 'string' ? failWith(inputs) : run(inputs, host);
    },
  ];
}

const STEPS: ReadonlyMap<string, Step> = new Map([
  step(sluice, runRollout),
  step(plan, readPlan),
  step(gates, askGates),
  step(canaryStep, runPhase),
  step(analyze, analyzePhase),
  step(promote, promoteRelease),
  step(rollback, rollBack),
  step(report, writeReport),
]);

async function main(name: string, environment: Environment): Promise<void> {
  const chosen = STEPS.get(name);
  if (chosen === undefined) throw new Error(`no action ${name}: ${[...STEPS.keys()].join(', ')}`);
  const cancelling = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => cancelling.abort());
  }
  const result = await chosen({
    environment,
    print: createLogPrint((text) => process.stdout.write(text)),
    mask: core.setSecret,
    cancelled: cancelling.signal,
  });
  for (const [output, value] of Object.entries(result.outputs)) core.setOutput(output, value);
  for (const warning of result.warnings ?? []) core.warning(warning);
  if (result.failure !== undefined) core.setFailed(result.failure);
}

await main(process.argv[2] ?? '', definedVariables(process.env));
