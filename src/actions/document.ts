import { formatProblem, type Problem } from '../core/plan/problem.ts';
import type { PlanDocument } from '../drivers/assignment.ts';
import { readDocument } from '../wiring/document.ts';
import { type ActionResult, failWith, type Host } from './host.ts';

/** Reads the plan, or says all that is wrong with it, each problem at its place, as a failed step does. */
export async function needPlan(
  path: string,
  host: Host,
): Promise<PlanDocument | ActionResult<never>> {
  const read = await readDocument(path);
  if (read.outcome === 'read') return read.document;
  for (const problem of read.problems) annotate(problem, path, host);
  const count = read.problems.filter(({ severity }) => severity === 'error').length;
  return failWith(
    count === 1
      ? `${path} has a problem, named above`
      : `${path} has ${count} problems, all named above`,
  );
}

/** The same, and what is doubtful about a good plan is said too: once in a chain is enough. */
export async function checkPlan(
  path: string,
  host: Host,
): Promise<PlanDocument | ActionResult<never>> {
  const read = await readDocument(path);
  if (read.outcome !== 'read') return needPlan(path, host);
  for (const warning of read.warnings) annotate(warning, path, host);
  return read.document;
}

function annotate(problem: Problem, file: string, host: Host): void {
  const { severity, line, column } = problem;
  host.annotate({ severity, file, line, column, message: formatProblem(file, problem) });
}

export function isFailed(value: PlanDocument | ActionResult<never>): value is ActionResult<never> {
  return 'outputs' in value;
}
