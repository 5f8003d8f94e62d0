import { drive } from '../../drivers/drive.ts';
import { isGood, type Outcome } from '../../drivers/outcome.ts';
import { recallPlan } from '../../wiring/recall.ts';
import { describeResult } from '../../wiring/result.ts';
import { createReturningWorld, createWorld } from '../../wiring/world.ts';
import type { Options } from '../options.ts';
import { openSurroundings } from '../surroundings.ts';
import { EXIT, type ExitCode, type Terminal } from '../terminal.ts';
import { openPlan } from './validate.ts';

/** Runs the plan in earnest, from this machine. */
export async function runPlan(options: Options, terminal: Terminal): Promise<ExitCode> {
  const document = await openPlan(options.plan, terminal);
  if (document === undefined) return EXIT.bad;
  const opened = await openSurroundings(options, terminal, document.plan);
  if (typeof opened === 'number') return opened;
  const { surroundings, run } = opened;
  const outcome = await drive(createWorld(document.plan, surroundings), {
    goal: { kind: 'promotion', phasesMustHavePassed: false },
    mode: 'job',
    run,
    release: surroundings.release,
    document,
    cancelled: terminal.cancelled,
  });
  return finish(outcome, options, terminal);
}

/** Takes all traffic back, whoever started the rollout. */
export async function rollBackPlan(options: Options, terminal: Terminal): Promise<ExitCode> {
  const document = await openPlan(options.plan, terminal);
  if (document === undefined) return EXIT.bad;
  const opened = await openSurroundings(options, terminal, document.plan);
  if (typeof opened === 'number') return opened;
  const { surroundings, run, state, view } = opened;
  const known = state && recallPlan(view, state)?.plan;
  const world = createReturningWorld(state?.started, document.plan, surroundings, known);
  const outcome = await drive(world, {
    goal: { kind: 'rollback', cause: 'asked' },
    mode: 'job',
    run,
    release: surroundings.release,
    document,
  });
  return finish(outcome, options, terminal);
}

/** Says how it was left, and whether that is what was asked for. */
export function finish(outcome: Outcome, { json }: Options, { print, warn }: Terminal): ExitCode {
  for (const trouble of outcome.troubles) warn(`warning: ${trouble}`);
  if (json) print(JSON.stringify(describeResult(outcome)));
  else print(`${outcome.status}: ${outcome.reason.sentence}`);
  return isGood(outcome) ? EXIT.good : EXIT.bad;
}
