import { createGivenApprovals } from '../adapters/approvals/given.ts';
import { createConsoleReporter } from '../adapters/report/console/reporter.ts';
import type { Run } from '../core/rollout/event.ts';
import { fold } from '../core/rollout/fold.ts';
import type { State } from '../core/rollout/state.ts';
import type { LedgerView } from '../ports/ledger.ts';
import type { Reporter } from '../ports/reporter.ts';
import { openPlace } from '../wiring/ledger-place.ts';
import { quoteLines } from '../wiring/print.ts';
import { publicEnvironment } from '../wiring/variables.ts';
import type { Surroundings } from '../wiring/world.ts';
import type { Options } from './options.ts';
import { type ExitCode, misuse, refuse, type Terminal } from './terminal.ts';

/** What a command works with that reads or moves a rollout. */
export interface Opened {
  readonly surroundings: Surroundings;
  readonly run: Run;
  readonly state: State | undefined;
  readonly view: LedgerView;
}

/**
 * Reads the ledger and puts together what surrounds its rollout. What is wrong is said, and how to leave is
 * returned.
 */
export async function openSurroundings(
  options: Options,
  terminal: Terminal,
  names: { readonly name: string; readonly environment: string },
): Promise<Opened | ExitCode> {
  const { clock, user } = terminal;
  const fresh: Run = { id: `local-${clock.now().toString(36)}`, attempt: 1, actor: user };
  const ledgers = openPlace(options.ledger, undefined);
  if (typeof ledgers === 'string') return misuse(ledgers, terminal);
  const read = await ledgers.open(names, fresh).ledger.read();
  if (read.outcome === 'failed') return refuse(read.detail, terminal);
  const state = fold(read.view.events);
  const run = options.retry && state ? { ...state.run, attempt: state.run.attempt + 1 } : fresh;
  return {
    run,
    state,
    view: read.view,
    surroundings: {
      // The commits name the run that writes them.
      ledger: ledgers.open(names, run).ledger,
      reporter: options.json ? SILENT : createConsoleReporter(terminal.print),
      approvals: createGivenApprovals(options.approve, user),
      release: { version: options.version ?? state?.started.version ?? 'unnamed' },
      rollout: run.id,
      clock,
      gateAccess: { archiveOf: (target) => ledgers.open(target).archive },
      environment: publicEnvironment(terminal.environment, {}),
      secrets: [],
      print: quoteLines(options.json ? terminal.warn : terminal.print),
    },
  };
}

const SILENT: Reporter = { tell: async () => ({ troubles: [] }) };
