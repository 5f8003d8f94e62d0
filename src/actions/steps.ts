import { analyze } from './declarations/analyze.ts';
import { canaryStep } from './declarations/canary-step.ts';
import { control } from './declarations/control.ts';
import type { ActionDeclaration, Inputs } from './declarations/declaration.ts';
import { gates } from './declarations/gates.ts';
import { metrics } from './declarations/metrics.ts';
import { plan } from './declarations/plan.ts';
import { promote } from './declarations/promote.ts';
import { report } from './declarations/report.ts';
import { rollback } from './declarations/rollback.ts';
import { sluice } from './declarations/sluice.ts';
import { tick } from './declarations/tick.ts';
import { type ActionResult, failWith, type Host } from './host.ts';
import { readInputs } from './inputs.ts';
import { analyzePhase } from './steps/analyze.ts';
import { runPhase } from './steps/canary-step.ts';
import { controlRollout } from './steps/control.ts';
import { askGates } from './steps/gates.ts';
import { tellDelivery } from './steps/metrics.ts';
import { readPlan } from './steps/plan.ts';
import { promoteRelease } from './steps/promote.ts';
import { writeReport } from './steps/report.ts';
import { rollBack } from './steps/rollback.ts';
import { runRollout } from './steps/sluice.ts';
import { tickRollouts } from './steps/tick.ts';

/** An action that can be run: what was declared of it and what it does. */
export interface Step {
  readonly declaration: ActionDeclaration;
  run(host: Host): Promise<ActionResult>;
}

/** A step reads no input and writes no output that its declaration does not name. */
function step<Declaration extends ActionDeclaration>(
  declaration: Declaration,
  act: (
    inputs: Inputs<Declaration>,
    host: Host,
  ) => Promise<ActionResult<keyof Declaration['outputs'] & string>>,
): readonly [string, Step] {
  return [
    declaration.name,
    {
      declaration,
      async run(host) {
        const inputs = readInputs(declaration, host.environment);
        return typeof inputs === 'string' ? failWith(inputs) : act(inputs, host);
      },
    },
  ];
}

/** Every action of the suite, by the word that the bundle is started with. */
export const STEPS: ReadonlyMap<string, Step> = new Map([
  step(sluice, runRollout),
  step(plan, readPlan),
  step(gates, askGates),
  step(canaryStep, runPhase),
  step(analyze, analyzePhase),
  step(promote, promoteRelease),
  step(rollback, rollBack),
  step(report, writeReport),
  step(metrics, tellDelivery),
  step(control, controlRollout),
  step(tick, tickRollouts),
]);
