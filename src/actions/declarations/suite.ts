import { analyze } from './analyze.ts';
import { canaryStep } from './canary-step.ts';
import { control } from './control.ts';
import type { ActionDeclaration } from './declaration.ts';
import { gates } from './gates.ts';
import { metrics } from './metrics.ts';
import { plan } from './plan.ts';
import { promote } from './promote.ts';
import { report } from './report.ts';
import { rollback } from './rollback.ts';
import { sluice } from './sluice.ts';
import { tick } from './tick.ts';

/** Every action of the suite, in the order of a release. */
export const SUITE = [
  sluice,
  plan,
  gates,
  canaryStep,
  analyze,
  promote,
  rollback,
  report,
  metrics,
  control,
  tick,
] as const satisfies readonly ActionDeclaration[];

export type ActionName = (typeof SUITE)[number]['name'];
