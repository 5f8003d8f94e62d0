import { createGivenApprovals } from '../../adapters/approvals/given.ts';
import { createConsoleReporter } from '../../adapters/report/console/reporter.ts';
import type { Run } from '../../core/rollout/event.ts';
import { fold } from '../../core/rollout/fold.ts';
import type { State } from '../../core/rollout/state.ts';
import { drive } from '../../drivers/drive.ts';
import { isGood, type Outcome } from '../../drivers/outcome.ts';
import type { Reporter } from '../../ports/reporter.ts';
import { openLedger } from '../../wiring/ledger.ts';
import { quoteLines } from '../../wiring/print.ts';
import { describeResult } from '../../wiring/result.ts';
import { publicEnvironment } from '../../wiring/variables.ts';
import { createReturningWorld, createWorld, type Surroundings } from '../../wiring/world.ts';
import type { Options } from '../options.ts';
import { EXIT, type ExitCode, type Terminal } from '../terminal.ts';
import { openPlan } from './validate.ts';

/** Runs the plan in earnest, from this machine. */
export async function runPlan(options: Options, terminal: Terminal): Promise<ExitCode> {
  const document = await openPlan(options.plan, terminal);
  if (document === undefined) return EXIT.bad;
  const opened = await openSurroundings(options, terminal, document.plan);
  if (typeof opened === 'string') return refuse(opened, terminal);
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
  if (typeof opened === 'string') return refuse(opened, terminal);
  const { surroundings, run, state } = opened;
  const world = createReturningWorld(state?.started, document.plan, surroundings);
  const outcome = await drive(world, {
    goal: { kind: 'rollback', cause: 'asked' },
    mode: 'job',
    run,
    release: surroundings.release,
    document,
  });
  return finish(outcome, options, terminal);
}

interface Opened {
  readonly surroundings: Surroundings;
  readonly run: Run;
  readonly state: State | undefined;
}

async function openSurroundings(
  options: Options,
  terminal: Terminal,
  names: { readonly name: string; readonly environment: string },
): Promise<Opened | string> {
  const fresh: Run = { id: `local-${Date.now().toString(36)}`, attempt: 1, actor: terminal.user };
  const { name, environment } = names;
  const openAs = (run: Run) => openLedger({ location: options.ledger, name, environment, run });
  const known = openAs(fresh);
  if (typeof known === 'string') return known;
  const read = await known.read();
  if (read.outcome === 'failed') return read.detail;
  const state = fold(read.view.events);
  const run = options.retry && state ? { ...state.run, attempt: state.run.attempt + 1 } : fresh;
  // The commits name the run that writes them.
  const ledger = openAs(run);
  if (typeof ledger === 'string') return ledger;
  return {
    run,
    state,
    surroundings: {
      ledger,
      reporter: options.json ? SILENT : createConsoleReporter(terminal.print),
      approvals: createGivenApprovals(options.approve, terminal.user),
      release: { version: options.version ?? state?.started.version ?? 'unnamed' },
      rollout: run.id,
      environment: publicEnvironment(terminal.environment, {}),
      secrets: [],
      print: quoteLines(options.json ? terminal.warn : terminal.print),
    },
  };
}

const SILENT: Reporter = { tell: async () => ({ troubles: [] }) };

function finish(outcome: Outcome, { json }: Options, { print, warn }: Terminal): ExitCode {
  for (const trouble of outcome.troubles) warn(`warning: ${trouble}`);
  if (json) print(JSON.stringify(describeResult(outcome)));
  else print(`${outcome.status}: ${outcome.reason.sentence}`);
  return isGood(outcome) ? EXIT.good : EXIT.bad;
}

function refuse(why: string, { warn }: Terminal): ExitCode {
  warn(why);
  return EXIT.bad;
}
