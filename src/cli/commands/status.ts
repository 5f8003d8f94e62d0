import { headline, SIGNS } from '../../core/present/headline.ts';
import { recommend } from '../../core/present/recommendation.ts';
import { formatInstant } from '../../core/quantity/instant.ts';
import { fold } from '../../core/rollout/fold.ts';
import type { State } from '../../core/rollout/state.ts';
import { openLedger } from '../../wiring/ledger.ts';
import { describeState } from '../../wiring/result.ts';
import type { Options } from '../options.ts';
import { EXIT, type ExitCode, type Terminal } from '../terminal.ts';
import { openPlan } from './validate.ts';

const NOBODY = { id: 'status', attempt: 1, actor: '' } as const;

/** Says where the rollout stands, from its ledger alone. */
export async function showStatus(options: Options, terminal: Terminal): Promise<ExitCode> {
  const document = await openPlan(options.plan, terminal);
  if (document === undefined) return EXIT.bad;
  const { name, environment } = document.plan;
  const ledger = openLedger({ location: options.ledger, name, environment, run: NOBODY });
  const read =
    typeof ledger === 'string'
      ? ({ outcome: 'failed', detail: ledger } as const)
      : await ledger.read();
  if (read.outcome === 'failed') {
    terminal.warn(read.detail);
    return EXIT.bad;
  }
  const state = fold(read.view.events);
  if (options.json) terminal.print(JSON.stringify(state ? describeState(state) : null));
  else for (const line of describe(state, name, environment)) terminal.print(line);
  return EXIT.good;
}

function describe(state: State | undefined, name: string, environment: string): readonly string[] {
  if (state === undefined) return [`${name} in ${environment}: no rollout was ever started`];
  const { started, updatedAt, phases } = state;
  return [
    `${SIGNS[state.status]} ${started.version} in ${environment}: ${headline(state)}`,
    recommend(state, []),
    ...started.plan.phases.map(
      (phase, index) =>
        `  ${String(phase.weight).padStart(4)}%  ${phase.name}: ${phases[index]?.status ?? 'pending'}`,
    ),
    `rollout ${started.rollout}, started ${formatInstant(started.at)} by ${started.run.actor}, last entry ${formatInstant(updatedAt)}`,
  ];
}
