#!/usr/bin/env node
import { userInfo } from 'node:os';
import { createSystemClock } from '../adapters/clock/system.ts';
import { definedVariables } from '../adapters/process/environment.ts';
import { createLogPrint } from '../wiring/print.ts';
import { backtestPlan } from './commands/backtest.ts';
import { orderRollout } from './commands/control.ts';
import { showDelivery } from './commands/delivery.ts';
import { showHistory } from './commands/history.ts';
import { reportRollout } from './commands/report.ts';
import { rollBackPlan, runPlan } from './commands/run.ts';
import { simulatePlan } from './commands/simulate.ts';
import { showStatus } from './commands/status.ts';
import { tickRollout } from './commands/tick.ts';
import { showPlan, validate } from './commands/validate.ts';
import { type CommandName, type Options, readOptions } from './options.ts';
import { EXIT, type ExitCode, type Terminal } from './terminal.ts';
import { USAGE } from './usage.ts';

const COMMANDS: Readonly<
  Record<CommandName, (options: Options, terminal: Terminal) => Promise<ExitCode>>
> = {
  validate,
  plan: showPlan,
  simulate: simulatePlan,
  run: runPlan,
  rollback: rollBackPlan,
  status: showStatus,
  history: showHistory,
  report: reportRollout,
  delivery: showDelivery,
  pause: orderRollout,
  resume: orderRollout,
  abort: orderRollout,
  approve: orderRollout,
  promote: orderRollout,
  'promote-full': orderRollout,
  retry: orderRollout,
  'skip-gate': orderRollout,
  tick: tickRollout,
  backtest: backtestPlan,
};

async function main(args: readonly string[]): Promise<ExitCode> {
  const options = readOptions(args);
  if (options === 'help') {
    process.stdout.write(USAGE);
    return EXIT.good;
  }
  if (typeof options === 'string') {
    process.stderr.write(`sluice: ${options}\n        sluice --help tells all there is\n`);
    return EXIT.misused;
  }
  const cancelling = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => cancelling.abort());
  }
  return COMMANDS[options.command](options, {
    environment: definedVariables(process.env),
    clock: createSystemClock(),
    print: createLogPrint((text) => process.stdout.write(text)),
    warn: createLogPrint((text) => process.stderr.write(text)),
    cancelled: cancelling.signal,
    user: userInfo().username,
  });
}

/** Who reads along may leave (`| head`): no reason to leave a rollout alone, nor to print a stack. */
function outliveReaders(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
    });
  }
}

outliveReaders();
process.exitCode = await main(process.argv.slice(2));
