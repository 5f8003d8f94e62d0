import { formatProblem } from '../../core/plan/problem.ts';
import { printPlan } from '../../core/present/plan-text.ts';
import type { PlanDocument } from '../../drivers/assignment.ts';
import { readDocument } from '../../wiring/document.ts';
import type { Options } from '../options.ts';
import { EXIT, type ExitCode, type Terminal } from '../terminal.ts';
import { foreseePlan, wantsForesight } from './foresee.ts';

/** Says all that is wrong with a plan, or that nothing is. */
export async function validate(options: Options, terminal: Terminal): Promise<ExitCode> {
  const { plan, json } = options;
  const document = await openPlan(plan, terminal);
  if (document === undefined) return EXIT.bad;
  const { phases, metrics } = document.plan;
  const print = json ? terminal.warn : terminal.print;
  print(`${plan}: a good plan with ${phases.length} phases and ${metrics.length} metrics`);
  return wantsForesight(options) ? foreseePlan(document.plan, options, terminal) : EXIT.good;
}

/** Shows what a plan would do. */
export async function showPlan({ plan }: Options, terminal: Terminal): Promise<ExitCode> {
  const document = await openPlan(plan, terminal);
  if (document === undefined) return EXIT.bad;
  for (const line of printPlan(document.plan)) terminal.print(line);
  return EXIT.good;
}

/** Reads the plan; its problems and warnings are said. */
export async function openPlan(
  path: string,
  { warn }: Terminal,
): Promise<PlanDocument | undefined> {
  const read = await readDocument(path);
  if (read.outcome === 'read') {
    for (const warning of read.warnings) warn(formatProblem(path, warning));
    return read.document;
  }
  for (const line of read.lines) warn(line);
  return undefined;
}
