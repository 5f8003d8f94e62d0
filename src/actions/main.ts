import * as core from '@actions/core';
import { createSystemClock } from '../adapters/clock/system.ts';
import { definedVariables, type Environment } from '../adapters/process/environment.ts';
import { createLogPrint } from '../wiring/print.ts';
import type { ActionResult, Annotation, Host } from './host.ts';
import { failWith } from './host.ts';
import { STEPS } from './steps.ts';

/** Runs the action that the bundle was started for, as a process of a job. */
async function main(name: string, environment: Environment): Promise<void> {
  const step = STEPS.get(name);
  if (step === undefined) throw new Error(`no action ${name}: ${[...STEPS.keys()].join(', ')}`);
  const cancelling = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => cancelling.abort());
  }
  const host: Host = {
    environment,
    clock: createSystemClock(),
    print: createLogPrint((text) => process.stdout.write(text)),
    mask: core.setSecret,
    annotate,
    cancelled: cancelling.signal,
  };
  const result = await step.run(host).catch((bug: unknown) => admit(bug, host));
  for (const output of Object.keys(step.declaration.outputs)) {
    core.setOutput(output, result.outputs[output] ?? '');
  }
  for (const warning of result.warnings ?? []) core.warning(warning);
  if (result.failure !== undefined) core.setFailed(result.failure);
}

function annotate({ severity, file, line, column, message }: Annotation): void {
  const say = severity === 'error' ? core.error : core.warning;
  say(message, { file, startLine: line, startColumn: column });
}

/** Whatever is thrown is a mistake of ours: its place in the code is for the log, not for the annotation. */
function admit(bug: unknown, { print }: Host): ActionResult {
  const stack = bug instanceof Error ? (bug.stack ?? bug.message) : String(bug);
  for (const line of stack.split('\n')) print(line);
  const message = bug instanceof Error ? bug.message : String(bug);
  return failWith(
    `a mistake in Sluice itself: ${message}. Please report it with the lines above; re-running may go on`,
  );
}

await main(process.argv[2] ?? '', definedVariables(process.env));
